package io.throughline.inference.engine.sphinx;

import io.throughline.inference.api.Diarization.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Diarization error: seconds missed, falsely alarmed and given to the wrong speaker, in 10 ms
 * steps, under the naming of speakers that is best for the system.
 *
 * @param speech seconds of reference speech that count
 * @param wrong seconds missed, falsely alarmed or confused
 * @param names the best naming, from found to reference
 */
record SpeakerErrors(double speech, double wrong, Map<String, String> names) {

  private static final double STEP = 0.01;

  double rate() {
    return speech == 0 ? 0 : wrong / speech;
  }

  /**
   * @param collar seconds around each reference border that do not count
   */
  static SpeakerErrors between(List<Turn> reference, List<Turn> found, double collar) {
    double end = 0;
    for (List<Turn> turns : List.of(reference, found)) {
      for (Turn turn : turns) {
        end = Math.max(end, turn.end());
      }
    }
    Map<String, Map<String, Integer>> together = new HashMap<>();
    List<String[]> steps = new ArrayList<>();
    int speech = 0;
    for (int i = 0; i * STEP < end; i++) {
      double at = (i + 0.5) * STEP;
      if (nearBorder(reference, at, collar)) {
        continue;
      }
      String right = speaker(reference, at);
      String claimed = speaker(found, at);
      speech += right == null ? 0 : 1;
      steps.add(new String[] {right, claimed});
      if (right != null && claimed != null) {
        together.computeIfAbsent(claimed, k -> new HashMap<>()).merge(right, 1, Integer::sum);
      }
    }
    Map<String, String> names = new HashMap<>();
    best(List.copyOf(together.keySet()), 0, together, new HashMap<>(), 0, new int[] {-1}, names);
    long wrong =
        steps.stream()
            .filter(s -> s[0] == null ? s[1] != null : !s[0].equals(names.get(s[1])))
            .count();
    return new SpeakerErrors(speech * STEP, wrong * STEP, names);
  }

  /** Tries every naming; recordings here have few speakers. */
  private static void best(
      List<String> found,
      int index,
      Map<String, Map<String, Integer>> together,
      Map<String, String> current,
      int score,
      int[] most,
      Map<String, String> out) {
    if (index == found.size()) {
      if (score > most[0]) {
        most[0] = score;
        out.clear();
        out.putAll(current);
      }
      return;
    }
    String name = found.get(index);
    best(found, index + 1, together, current, score, most, out);
    together
        .get(name)
        .forEach(
            (right, steps) -> {
              if (!current.containsValue(right)) {
                current.put(name, right);
                best(found, index + 1, together, current, score + steps, most, out);
                current.remove(name);
              }
            });
  }

  private static boolean nearBorder(List<Turn> reference, double at, double collar) {
    return reference.stream()
        .anyMatch(t -> Math.abs(at - t.start()) < collar || Math.abs(at - t.end()) < collar);
  }

  static String speaker(List<Turn> turns, double at) {
    return turns.stream()
        .filter(turn -> turn.start() <= at && at < turn.end())
        .map(Turn::speaker)
        .findFirst()
        .orElse(null);
  }

  /** The speaker with most of a stretch, or the nearest where nobody speaks in it. */
  static String speaker(List<Turn> turns, double start, double end) {
    String best = null;
    double most = Double.NEGATIVE_INFINITY;
    for (Turn turn : turns) {
      double overlap = Math.min(end, turn.end()) - Math.max(start, turn.start());
      if (overlap > most) {
        most = overlap;
        best = turn.speaker();
      }
    }
    return best;
  }
}
