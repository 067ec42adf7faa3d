package io.throughline.inference.engine.sphinx;

import edu.cmu.sphinx.decoder.search.SearchManager;
import edu.cmu.sphinx.decoder.search.Token;
import edu.cmu.sphinx.result.Result;
import io.throughline.inference.api.Word;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** One loaded Sphinx search with its own models. */
final class SphinxDecoder implements SphinxWorker {

  /** Frames of 10 ms between two looks at the interrupt flag. */
  private static final int FRAMES_PER_STEP = 20;

  private final SphinxFrontEnd frontEnd;
  private final SearchManager search;

  private SphinxDecoder() {
    this.frontEnd = SphinxFrontEnd.build("sphinx-transcriber.xml");
    this.search = frontEnd.component("search", SearchManager.class);
    search.allocate();
  }

  static SphinxDecoder load() {
    return new SphinxDecoder();
  }

  /** Words with times in seconds from the first sample; none when no path reached the end. */
  List<Word> decode(float[] samples) throws InterruptedException {
    frontEnd.feed(samples);
    search.startRecognition();
    try {
      Result result;
      do {
        if (Thread.interrupted()) {
          throw new InterruptedException("interrupted while decoding");
        }
        result = search.recognize(FRAMES_PER_STEP);
      } while (result != null && !result.isFinal());
      return result == null ? List.of() : words(result.getBestFinalToken());
    } finally {
      search.stopRecognition();
    }
  }

  /** Follows the way back; {@link LeanSearch} left nothing on it but words and fillers. */
  private static List<Word> words(Token last) {
    Deque<Word> words = new ArrayDeque<>();
    for (Token token = last; token != null; token = token.getPredecessor()) {
      if (token.isWord() && !token.getWord().isFiller()) {
        Token before = token.getPredecessor();
        double start = before == null ? 0 : border(before);
        words.addFirst(new Word(token.getWord().getSpelling(), start, border(token), Double.NaN));
      }
    }
    return List.copyOf(words);
  }

  /** Where a word ends, given its last frame's first sample. */
  private static double border(Token token) {
    return token.getCollectTime() / 1000.0 + FrameTimes.SHIFT + FrameTimes.BORDER;
  }

  @Override
  public void close() {
    search.deallocate();
  }
}
