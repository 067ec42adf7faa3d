package io.throughline.inference.control;

import io.throughline.inference.api.Diarization;
import io.throughline.inference.api.Diarization.Turn;
import io.throughline.inference.api.Transcript;
import io.throughline.inference.api.Transcript.SpokenWord;
import io.throughline.inference.api.Transcription;
import io.throughline.inference.api.Word;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Gives every word the speaker whose turns overlap it most (the nearest turn where none does), as
 * WhisperX does, and cuts segments where the speaker changes.
 */
final class SpeakerAssignment {

  private final List<Turn> turns;

  SpeakerAssignment(Diarization diarization) {
    this.turns = diarization.turns();
  }

  Transcript assign(String language, double duration, List<Transcription.Segment> segments) {
    List<Transcript.Segment> out = new ArrayList<>();
    for (Transcription.Segment segment : segments) {
      List<SpokenWord> words = smooth(segment.words().stream().map(this::spoken).toList());
      if (words.isEmpty()) {
        out.add(
            new Transcript.Segment(
                out.size(),
                segment.start(),
                segment.end(),
                segment.text(),
                speaker(segment.start(), segment.end()),
                List.of()));
      } else {
        cut(words, out);
      }
    }
    LinkedHashSet<String> speakers = new LinkedHashSet<>();
    out.forEach(segment -> segment.speaker().ifPresent(speakers::add));
    return new Transcript(language, duration, out, List.copyOf(speakers));
  }

  private SpokenWord spoken(Word word) {
    return new SpokenWord(word, speaker(word.start(), word.end()));
  }

  /** A single word between two of another speaker is a slip of the diarizer, not a turn. */
  private static List<SpokenWord> smooth(List<SpokenWord> words) {
    List<SpokenWord> out = new ArrayList<>(words);
    for (int i = 1; i < out.size() - 1; i++) {
      Optional<String> before = out.get(i - 1).speaker();
      if (before.equals(out.get(i + 1).speaker()) && !before.equals(out.get(i).speaker())) {
        out.set(i, new SpokenWord(out.get(i).word(), before));
      }
    }
    return out;
  }

  private static void cut(List<SpokenWord> words, List<Transcript.Segment> out) {
    int from = 0;
    for (int i = 1; i <= words.size(); i++) {
      if (i == words.size() || !words.get(i).speaker().equals(words.get(from).speaker())) {
        List<SpokenWord> run = words.subList(from, i);
        out.add(
            new Transcript.Segment(
                out.size(),
                run.get(0).word().start(),
                run.get(run.size() - 1).word().end(),
                String.join(" ", run.stream().map(w -> w.word().text()).toList()),
                run.get(0).speaker(),
                run));
        from = i;
      }
    }
  }

  private Optional<String> speaker(double start, double end) {
    Optional<String> best = Optional.empty();
    double bestScore = Double.NEGATIVE_INFINITY;
    for (Turn turn : turns) {
      // Positive: seconds of overlap. Negative: distance to the turn.
      double score = Math.min(end, turn.end()) - Math.max(start, turn.start());
      if (score > bestScore) {
        bestScore = score;
        best = Optional.of(turn.speaker());
      }
    }
    return best;
  }
}
