package io.throughline.search.api;

import java.util.Optional;

/**
 * A piece of a document that is found and quoted as a whole: an utterance, a paragraph.
 *
 * @param text what is embedded, searched and quoted; not blank
 * @param moment when it was said, in recordings
 */
public record Passage(String text, Optional<Moment> moment) {

  /** A passage of something that is read, not heard. */
  public static Passage of(String text) {
    return new Passage(text, Optional.empty());
  }
}
