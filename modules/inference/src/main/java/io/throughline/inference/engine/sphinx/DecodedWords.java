package io.throughline.inference.engine.sphinx;

import edu.cmu.sphinx.result.WordResult;
import edu.cmu.sphinx.util.TimeFrame;
import io.throughline.inference.api.Word;

/** Places the words of a decoder in the recording. */
final class DecodedWords {

  private DecodedWords() {}

  static Word place(WordResult word, Stretch utterance) {
    TimeFrame frame = word.getTimeFrame();
    double offset = utterance.startSeconds();
    double start = Math.min(utterance.endSeconds(), offset + frame.getStart() / 1000.0);
    double end = Math.min(utterance.endSeconds(), offset + frame.getEnd() / 1000.0);
    return new Word(word.getWord().getSpelling(), start, Math.max(start, end), Double.NaN);
  }
}
