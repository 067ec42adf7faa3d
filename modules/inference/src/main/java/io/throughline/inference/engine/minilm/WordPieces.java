package io.throughline.inference.engine.minilm;

import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * WordPiece (Wu et al. 2016, section 4.1) with BERT's vocabulary: a word becomes the longest pieces
 * from its beginning that the vocabulary has. Text that spells a special token, such as {@code
 * [SEP]}, is text. Thread-safe.
 */
final class WordPieces {

  private static final String CONTINUED = "##";

  /** Longer words are unknown, as in BERT's release. */
  private static final int LONGEST_WORD = 100;

  private final Map<String, Integer> vocabulary;
  private final int begin;
  private final int end;
  private final int unknown;

  private WordPieces(Map<String, Integer> vocabulary) {
    this.vocabulary = vocabulary;
    this.begin = special("[CLS]");
    this.end = special("[SEP]");
    this.unknown = special("[UNK]");
  }

  private int special(String token) {
    Integer id = vocabulary.get(token);
    if (id == null) {
      throw new IllegalArgumentException("the vocabulary lacks " + token);
    }
    return id;
  }

  /** Reads the vocabulary from Hugging Face's {@code tokenizer.json}. */
  static WordPieces read(InputStream tokenizerJson) {
    try (JsonReader reader = JsonProvider.provider().createReader(tokenizerJson)) {
      JsonObject model = reader.readObject().getJsonObject("model");
      JsonObject entries = model.getJsonObject("vocab");
      Map<String, Integer> vocabulary = new HashMap<>(entries.size() * 2);
      entries.keySet().forEach(piece -> vocabulary.put(piece, entries.getInt(piece)));
      return new WordPieces(vocabulary);
    }
  }

  /**
   * The ids of a text between those that mark its beginning and its end.
   *
   * @param limit at most so many ids; what does not fit is left out
   */
  long[] ids(String text, int limit) {
    Ids ids = new Ids(limit - 1);
    ids.add(begin);
    new BertWords(word -> append(word, ids)).split(text);
    return ids.endedBy(end);
  }

  /** False when there is no room for more. */
  private boolean append(String word, Ids ids) {
    if (word.codePointCount(0, word.length()) > LONGEST_WORD) {
      return ids.add(unknown);
    }
    int mark = ids.size;
    for (int from = 0; from < word.length(); ) {
      int to = longest(word, from);
      if (to < 0) {
        ids.size = mark;
        return ids.add(unknown);
      }
      ids.add(vocabulary.get(piece(word, from, to)));
      from = to;
    }
    return ids.size < ids.limit;
  }

  private int longest(String word, int from) {
    for (int to = word.length(); to > from; to = word.offsetByCodePoints(to, -1)) {
      if (vocabulary.containsKey(piece(word, from, to))) {
        return to;
      }
    }
    return -1;
  }

  private static String piece(String word, int from, int to) {
    String part = word.substring(from, to);
    return from == 0 ? part : CONTINUED + part;
  }

  /** Ids up to a limit; what comes after it is dropped. */
  private static final class Ids {

    private final int limit;
    private long[] ids = new long[16];
    private int size;

    Ids(int limit) {
      this.limit = limit;
    }

    boolean add(long id) {
      if (size < limit) {
        if (size == ids.length) {
          ids = Arrays.copyOf(ids, size * 2);
        }
        ids[size++] = id;
      }
      return size < limit;
    }

    long[] endedBy(long id) {
      long[] all = Arrays.copyOf(ids, size + 1);
      all[size] = id;
      return all;
    }
  }
}
