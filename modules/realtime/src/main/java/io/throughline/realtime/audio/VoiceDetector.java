package io.throughline.realtime.audio;

import io.throughline.inference.api.SpeechLevel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds where speech begins and ends while it is spoken, by {@link SpeechLevel} against the last
 * half minute. Not thread-safe.
 */
public final class VoiceDetector {

  private static final int MEMORY_FRAMES = 30 * SpeechLevel.FRAMES_PER_SECOND;

  /** How often the threshold follows. */
  private static final int STEP_FRAMES = 10;

  /** What a quiet room is taken for until something is known. */
  private static final float QUIET_ROOM_DB = -60f;

  private static final int ASSUMED_FRAMES = 20;

  private final int frame;
  private final int pause;
  private final float[] levels = new float[MEMORY_FRAMES];
  private float[] pending = new float[1];
  private long frames;
  private float threshold;
  private boolean speaking;
  private int loud;
  private int quiet;
  private long firstLoud;

  /**
   * @param sampleRate of the stream (Hz)
   * @param pause of how many seconds ends speech
   */
  public VoiceDetector(int sampleRate, double pause) {
    this.frame = sampleRate / SpeechLevel.FRAMES_PER_SECOND;
    this.pause = Math.max(1, (int) Math.round(pause * SpeechLevel.FRAMES_PER_SECOND));
    Arrays.fill(levels, QUIET_ROOM_DB);
  }

  /** Hears the next samples; says what begins or ends in them, in order. */
  public List<Endpoint> hear(float[] samples) {
    // the sample before the first frame is kept: its level is of changes
    float[] all = Arrays.copyOf(pending, pending.length + samples.length);
    System.arraycopy(samples, 0, all, pending.length, samples.length);
    List<Endpoint> endpoints = new ArrayList<>();
    int from = 1;
    while (from + frame <= all.length) {
      hear(SpeechLevel.decibels(all, from, from + frame), endpoints);
      from += frame;
    }
    pending = Arrays.copyOfRange(all, from - 1, all.length);
    return endpoints;
  }

  /** Whether somebody speaks, as far as is known. */
  public boolean isSpeaking() {
    return speaking;
  }

  /**
   * The sample between two of the last half minute where cutting hurts least.
   *
   * @param from sample of the stream
   * @param to sample of the stream, after {@code from}
   */
  public long quietest(long from, long to) {
    long best = to / frame;
    for (long f = from / frame; f < Math.min(frames, to / frame); f++) {
      if (best >= frames || level(f) < level(best)) {
        best = f;
      }
    }
    return best * frame;
  }

  private void hear(float level, List<Endpoint> endpoints) {
    levels[(int) (frames % MEMORY_FRAMES)] = level;
    if (frames++ % STEP_FRAMES == 0) {
      int known = (int) Math.min(MEMORY_FRAMES, frames + ASSUMED_FRAMES);
      // what was not heard yet is still that of a quiet room
      threshold = SpeechLevel.threshold(Arrays.copyOf(levels, known));
    }
    boolean isLoud = level > threshold;
    if (isLoud) {
      if (loud++ == 0) {
        firstLoud = frames - 1;
      }
      quiet = 0;
    } else {
      quiet++;
    }
    if (speaking) {
      if (quiet >= pause) {
        endpoints.add(new Endpoint.SpeechEnd((frames - quiet) * frame));
        speaking = false;
        loud = 0;
      }
    } else if (loud >= SpeechLevel.SHORTEST_BURST) {
      speaking = true;
      endpoints.add(new Endpoint.SpeechStart(firstLoud * frame));
    } else if (quiet >= SpeechLevel.LONGEST_HOLE) {
      loud = 0;
    }
  }

  private float level(long ofFrame) {
    return levels[(int) (ofFrame % MEMORY_FRAMES)];
  }
}
