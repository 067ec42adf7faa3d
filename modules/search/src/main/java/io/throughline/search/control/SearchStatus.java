package io.throughline.search.control;

import io.throughline.search.api.DocumentKey;
import io.throughline.search.api.EmbeddingModel;
import java.util.Optional;

/** Tells how search is doing, without asking anything of a model. Thread-safe. */
public final class SearchStatus {

  private final SearchPorts ports;

  public SearchStatus(SearchPorts ports) {
    this.ports = ports;
  }

  /**
   * @param collections that have documents
   * @param answerModel name of the language model; empty if answers are extractive
   * @param cache where answers are cached
   */
  public record Look(
      int collections,
      EmbeddingModel embedding,
      Optional<String> answerModel,
      SearchCache cache,
      boolean cacheIsUp) {}

  public Look look() {
    return new Look(
        ports.retrieval().collections(DocumentKey.DEFAULT_TENANT).size(),
        ports.embedding(),
        ports.answers().id(),
        ports.cache(),
        ports.cache().isUp());
  }
}
