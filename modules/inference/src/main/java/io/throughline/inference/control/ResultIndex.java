package io.throughline.inference.control;

import io.throughline.job.api.Job;
import io.throughline.search.api.DocumentKey;
import io.throughline.search.api.SearchDocument;
import io.throughline.search.api.SearchIndex;
import io.throughline.telemetry.api.LoggedFailure;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Makes what jobs have made findable. Thread-safe. */
public final class ResultIndex {

  private static final Logger LOG = Logger.getLogger(ResultIndex.class.getName());

  private final SearchIndex index;
  private final Telemetry telemetry;

  public ResultIndex(SearchIndex index, Telemetry telemetry) {
    this.index = index;
    this.telemetry = telemetry;
  }

  /**
   * Puts a document into the index; without success it is a span that failed and a line.
   *
   * @throws CancellationException if the attempt is being stopped
   */
  public void add(Job job, Supplier<SearchDocument> document) {
    try {
      telemetry.<Void, RuntimeException>inSpan(
          SpanSpec.internal("search.index"),
          span -> {
            index.put(document.get());
            span.set("search.documents_count", 1);
            return null;
          });
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "job "
              + job.id()
              + " completes, but its result cannot be found until POST"
              + " /api/admin/search/reindex",
          LoggedFailure.of(e));
    }
  }

  /** Takes a document out of the index, if it is there. */
  public void remove(DocumentKey key) {
    index.remove(key);
  }
}
