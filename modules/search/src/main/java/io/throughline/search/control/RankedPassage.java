package io.throughline.search.control;

import io.throughline.search.api.DocumentKey;
import io.throughline.search.api.DocumentKind;
import io.throughline.search.api.Passage;
import java.util.Map;
import java.util.Optional;

/**
 * A passage that was found, with what is known about its document.
 *
 * @param document which document
 * @param kind what the document stands for
 * @param title of the document
 * @param link of the document
 * @param metadata of the document
 * @param position of the passage in its document, from 0
 * @param passage what was found
 * @param score higher is better; comparable within one answer only
 */
public record RankedPassage(
    DocumentKey document,
    DocumentKind kind,
    Optional<String> title,
    Optional<String> link,
    Map<String, String> metadata,
    int position,
    Passage passage,
    double score) {

  public RankedPassage {
    metadata = Map.copyOf(metadata);
  }
}
