package io.throughline.realtime.audio;

/** Where speech begins or ends in a stream. */
public sealed interface Endpoint {

  /** Sample of the stream. */
  long sample();

  /** Somebody begins to speak. */
  record SpeechStart(long sample) implements Endpoint {}

  /** The last sound of the speech before; it is known only after the pause. */
  record SpeechEnd(long sample) implements Endpoint {}
}
