package io.throughline.realtime.control;

import java.util.Optional;

/** What a session is given, in order. */
sealed interface Input {

  /** Bytes that it takes in memory while it waits. */
  default int bytes() {
    return 0;
  }

  /** The next audio. */
  record Audio(byte[] samples) implements Input {
    @Override
    public int bytes() {
      return samples.length;
    }
  }

  /** What was said so far is an utterance. */
  record Flush() implements Input {}

  /** From here on something else is spoken. */
  record Configure(Optional<String> language, Optional<String> prompt) implements Input {}

  /** Nothing follows. */
  record End(Ending ending) implements Input {}
}
