package io.throughline.inference.engine.sphinx;

import io.throughline.inference.api.Diarization.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes turns of stretches whose voices are known. */
final class SpeakerTurns {

  /** One speaker's stretches closer than this are one turn. */
  private static final double MAX_GAP = 0.5;

  private SpeakerTurns() {}

  static List<Turn> of(List<VoiceStretch> stretches, int[] voices) {
    Map<Integer, String> labels = new HashMap<>();
    List<Turn> turns = new ArrayList<>();
    for (int i = 0; i < stretches.size(); i++) {
      String speaker =
          labels.computeIfAbsent(voices[i], v -> String.format("SPEAKER_%02d", labels.size()));
      Stretch where = stretches.get(i).where();
      Turn last = turns.isEmpty() ? null : turns.get(turns.size() - 1);
      if (last != null
          && last.speaker().equals(speaker)
          && where.startSeconds() - last.end() <= MAX_GAP) {
        turns.set(turns.size() - 1, new Turn(last.start(), where.endSeconds(), speaker));
      } else {
        turns.add(new Turn(where.startSeconds(), where.endSeconds(), speaker));
      }
    }
    return turns;
  }
}
