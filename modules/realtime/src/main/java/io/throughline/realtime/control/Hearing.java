package io.throughline.realtime.control;

import io.throughline.realtime.audio.Endpoint;
import io.throughline.realtime.audio.SampleReader;
import io.throughline.realtime.audio.SpeechBuffer;
import io.throughline.realtime.audio.VoiceDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a stream into utterances: at pauses, where they are listened for, and before they get too
 * long. Not thread-safe.
 */
final class Hearing {

  /** What engines hear (Hz). */
  static final int SAMPLE_RATE = 16_000;

  /** Silence kept around speech, so that soft beginnings and endings are heard. */
  private static final long MARGIN = SAMPLE_RATE / 5;

  /** An engine that takes half of real time is done with it before the lag is a nuisance. */
  private static final long LONGEST = 12 * SAMPLE_RATE;

  /** Within which the best place for a cut is looked for. */
  private static final long CUT = 3 * SAMPLE_RATE;

  /** Kept while nobody speaks: speech is noticed some frames after it began. */
  private static final long MEMORY = SAMPLE_RATE;

  private final SampleReader reader;
  private final VoiceDetector voice;
  private final boolean vad;
  private final SpeechBuffer buffer = new SpeechBuffer();
  private boolean open;
  private long from;
  private long spoken;
  private long speechFrom;

  Hearing(StreamParameters parameters) {
    this.reader = new SampleReader(parameters.format(), SAMPLE_RATE);
    this.voice = new VoiceDetector(SAMPLE_RATE, parameters.pause());
    this.vad = parameters.vad();
    this.open = !vad;
  }

  /** What was noticed: where speech begins or ends, and what is an utterance. */
  sealed interface Noticed {

    /**
     * @param speaking whether somebody begins, or has ended
     * @param seconds from the first sample
     */
    record Speech(boolean speaking, double seconds) implements Noticed {}

    /** Something complete. */
    record Whole(Utterance utterance) implements Noticed {}
  }

  /** Hears the next bytes. */
  List<Noticed> hear(byte[] bytes) {
    float[] samples = reader.read(bytes);
    buffer.append(samples);
    List<Noticed> noticed = new ArrayList<>();
    for (Endpoint endpoint : voice.hear(samples)) {
      notice(endpoint, noticed);
    }
    while (open && buffer.end() - from > LONGEST) {
      long cut = voice.quietest(from + LONGEST - CUT, from + LONGEST);
      noticed.add(new Noticed.Whole(utterance(cut)));
      from = cut;
    }
    buffer.forgetBefore(open ? from : buffer.end() - MEMORY);
    return noticed;
  }

  private void notice(Endpoint endpoint, List<Noticed> noticed) {
    boolean begins = endpoint instanceof Endpoint.SpeechStart;
    if (begins) {
      speechFrom = endpoint.sample();
    } else {
      spoken += endpoint.sample() - speechFrom;
    }
    if (!vad) {
      return;
    }
    noticed.add(new Noticed.Speech(begins, seconds(endpoint.sample())));
    if (begins) {
      from = Math.max(from, endpoint.sample() - MARGIN);
      open = true;
    } else if (open) {
      long to = Math.min(buffer.end(), endpoint.sample() + MARGIN);
      noticed.add(new Noticed.Whole(utterance(to)));
      from = to;
      open = false;
    }
  }

  /** Ends the utterance that is being spoken; empty if there is none. */
  Optional<Utterance> flush() {
    if (!open || buffer.end() <= from) {
      return Optional.empty();
    }
    Utterance whole = utterance(buffer.end());
    from = buffer.end();
    return Optional.of(whole);
  }

  /** Seconds of the utterance so far; 0 if nobody speaks. */
  double unfinishedSeconds() {
    return open ? seconds(buffer.end() - from) : 0;
  }

  /** The utterance so far. */
  Utterance unfinished() {
    return utterance(buffer.end());
  }

  /** Seconds in which somebody spoke. */
  double spoken() {
    return seconds(spoken + (voice.isSpeaking() ? buffer.end() - speechFrom : 0));
  }

  /** Seconds since the first sample. */
  double seconds() {
    return seconds(buffer.end());
  }

  private Utterance utterance(long to) {
    return new Utterance(seconds(from), buffer.between(from, to));
  }

  private static double seconds(long samples) {
    return (double) samples / SAMPLE_RATE;
  }
}
