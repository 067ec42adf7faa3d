package io.throughline.search.control;

import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.api.Telemetry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the search module's objects injectable. */
@ApplicationScoped
public class SearchBeans {

  @Produces
  @Singleton
  Documents documents(
      DocumentStore store,
      PassageIndex index,
      Embedder embedder,
      Retrieval retrieval,
      Metrics metrics,
      Telemetry telemetry) {
    return new Documents(store, index, embedder, retrieval, new IndexMetrics(metrics, telemetry));
  }

  @Produces
  @Singleton
  Retrieval retrieval(DocumentStore store, PassageIndex index) {
    return new FusedRetrieval(index, store);
  }
}
