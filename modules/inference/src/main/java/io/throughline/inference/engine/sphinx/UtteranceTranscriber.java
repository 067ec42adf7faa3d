package io.throughline.inference.engine.sphinx;

import io.throughline.inference.api.PcmAudio;
import io.throughline.inference.api.Transcription.Segment;
import io.throughline.inference.api.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Turns the words of one utterance into segments. */
final class UtteranceTranscriber {

  /** Speakers seldom change without such a pause, and seldom make one within a clause. */
  private static final double SEGMENT_PAUSE = 0.4;

  private final PcmAudio audio;

  UtteranceTranscriber(PcmAudio audio) {
    this.audio = audio;
  }

  List<Segment> transcribe(SphinxDecoder decoder, Stretch utterance) throws InterruptedException {
    float[] samples = SphinxAudio.read(audio, utterance.from(), utterance.to());
    List<Word> words =
        decoder.decode(samples).stream().map(word -> place(word, utterance)).toList();
    return segments(words);
  }

  private static Word place(Word word, Stretch utterance) {
    double start = Math.min(utterance.endSeconds(), utterance.startSeconds() + word.start());
    double end = Math.min(utterance.endSeconds(), utterance.startSeconds() + word.end());
    return new Word(word.text(), start, end, word.confidence());
  }

  private static List<Segment> segments(List<Word> words) {
    List<Segment> segments = new ArrayList<>();
    int first = 0;
    for (int i = 0; i < words.size(); i++) {
      boolean last = i + 1 == words.size();
      if (last || words.get(i + 1).start() - words.get(i).end() >= SEGMENT_PAUSE) {
        segments.add(segment(words.subList(first, i + 1)));
        first = i + 1;
      }
    }
    return segments;
  }

  private static Segment segment(List<Word> words) {
    String text = words.stream().map(Word::text).collect(Collectors.joining(" "));
    return new Segment(words.get(0).start(), words.get(words.size() - 1).end(), text, words);
  }
}
