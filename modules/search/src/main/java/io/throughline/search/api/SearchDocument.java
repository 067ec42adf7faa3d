package io.throughline.search.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that can be found: a transcript, a picture, a text.
 *
 * @param key which document
 * @param kind what it stands for
 * @param title shown with answers that cite it
 * @param link where it can be read or heard: a path on this server or an address the client gave
 * @param metadata shown with it, never searched
 * @param passages in their order; may be empty, then nothing can be found
 */
public record SearchDocument(
    DocumentKey key,
    DocumentKind kind,
    Optional<String> title,
    Optional<String> link,
    Map<String, String> metadata,
    List<Passage> passages) {

  public SearchDocument {
    metadata = Map.copyOf(metadata);
    passages = List.copyOf(passages);
  }
}
