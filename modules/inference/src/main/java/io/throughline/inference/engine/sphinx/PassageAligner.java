package io.throughline.inference.engine.sphinx;

import edu.cmu.sphinx.frontend.FloatData;
import edu.cmu.sphinx.linguist.acoustic.Unit;
import io.throughline.inference.api.Alignment;
import io.throughline.inference.api.PcmAudio;
import io.throughline.inference.api.Transcription.Segment;
import io.throughline.inference.api.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Places the words of one passage in time. */
final class PassageAligner {

  private final PcmAudio audio;

  PassageAligner(PcmAudio audio) {
    this.audio = audio;
  }

  Alignment align(AlignerAcoustics acoustics, Passage passage) throws InterruptedException {
    List<List<String>> texts =
        passage.segments().stream().map(s -> WrittenWord.split(s.text())).toList();
    List<List<Unit[]>> slots =
        texts.stream()
            .flatMap(List::stream)
            .map(word -> WrittenWord.pronunciations(acoustics, word))
            .toList();
    if (slots.stream().allMatch(List::isEmpty)) {
      return interpolate(passage, texts);
    }
    float[] samples = SphinxAudio.read(audio, passage.audio().from(), passage.audio().to());
    List<FloatData> features = acoustics.features(samples);
    AlignmentGraph graph = AlignmentGraph.of(acoustics, slots);
    Optional<int[]> path = new AlignmentSearch(acoustics).best(graph, features);
    if (path.isEmpty()) {
      return interpolate(passage, texts);
    }
    return timed(passage, texts, slots, path.get());
  }

  private static Alignment interpolate(Passage passage, List<List<String>> texts) {
    List<Segment> segments = new ArrayList<>();
    int words = 0;
    for (int i = 0; i < texts.size(); i++) {
      Segment segment = passage.segments().get(i);
      List<Word> spread =
          SpreadWords.over(segment.start(), segment.end(), texts.get(i), segment.words());
      segments.add(new Segment(segment.start(), segment.end(), segment.text(), spread));
      words += spread.size();
    }
    return new Alignment(segments, words);
  }

  private static Alignment timed(
      Passage passage, List<List<String>> texts, List<List<Unit[]>> slots, int[] path) {
    double[] start = new double[slots.size()];
    double[] end = new double[slots.size()];
    double offset = passage.audio().startSeconds() + FrameTimes.BORDER;
    for (int t = 0; t < path.length; t++) {
      if (path[t] != AlignmentGraph.SILENCE) {
        if (t == 0 || path[t - 1] != path[t]) {
          start[path[t]] = offset + t * FrameTimes.SHIFT;
        }
        end[path[t]] = offset + (t + 1) * FrameTimes.SHIFT;
      }
    }
    List<Segment> segments = new ArrayList<>();
    int slot = 0;
    for (int i = 0; i < texts.size(); i++) {
      Segment segment = passage.segments().get(i);
      List<Word> words = new ArrayList<>();
      for (String text : texts.get(i)) {
        double confidence = SpreadWords.confidence(segment.words(), words.size(), text);
        words.add(new Word(text, start[slot], end[slot], confidence));
        slot++;
      }
      segments.add(around(segment, words));
    }
    int unknown = (int) slots.stream().filter(List::isEmpty).count();
    return new Alignment(segments, unknown);
  }

  /** Keeps the segment's times, except where a word lies outside. */
  private static Segment around(Segment segment, List<Word> words) {
    double start = segment.start();
    double end = segment.end();
    for (Word word : words) {
      start = Math.min(start, word.start());
      end = Math.max(end, word.end());
    }
    return new Segment(start, end, segment.text(), words);
  }
}
