package io.throughline.search.control;

import io.throughline.search.api.SearchTimeoutException;
import io.throughline.search.control.TimeLimit.Running;
import io.throughline.telemetry.api.ActiveSpan;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import java.time.Duration;
import java.util.function.Function;

/** The steps of one query: each a span with its number, measured, and over when the time is. */
final class SearchSteps {

  private final Telemetry telemetry;
  private final SearchMetrics metrics;
  private final Running time;
  private final Duration limit;

  SearchSteps(Telemetry telemetry, SearchMetrics metrics, Running time, Duration limit) {
    this.telemetry = telemetry;
    this.metrics = metrics;
    this.time = time;
    this.limit = limit;
  }

  /**
   * @throws SearchTimeoutException if the time is over, whatever came of the step
   */
  <T> T step(int number, String name, Function<ActiveSpan, T> work) {
    return telemetry.<T, RuntimeException>inSpan(
        SpanSpec.internal("search." + name).with("step", number),
        span -> {
          long start = System.nanoTime();
          try {
            T result = work.apply(span);
            if (time.expired()) {
              throw new SearchTimeoutException(name, limit);
            }
            return result;
          } catch (RuntimeException e) {
            throw time.expired() ? new SearchTimeoutException(name, limit) : e;
          } finally {
            metrics.ended(name, System.nanoTime() - start, span);
          }
        });
  }
}
