package io.throughline.inference.control;

import io.throughline.inference.api.EngineDescription;
import io.throughline.telemetry.api.ActiveSpan;
import io.throughline.telemetry.api.Metric;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.api.Metrics.Reading;
import java.util.List;
import java.util.concurrent.CancellationException;

/** What is measured of engines and their models. Thread-safe. */
final class EngineMetrics {

  private static final String ENGINE = "engine.id";
  private static final String STAGE = "ml.stage";
  private static final String DEVICE = "ml.device";

  static final Metric INFERENCE =
      Metric.longTime(
          "ml.inference.duration",
          "How long an engine worked on one input, without loading its model.",
          STAGE,
          ENGINE,
          DEVICE);
  static final Metric REAL_TIME_FACTOR =
      Metric.longTime("ml.rtf", "Seconds of transcribing for a second of audio.", ENGINE, DEVICE)
          .in("1")
          .within(0.01, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0);
  static final Metric FAILURES =
      Metric.counter(
          "ml.failures",
          "{failure}",
          "Inputs that an engine failed on; interrupted work is none.",
          STAGE,
          ENGINE,
          "error.type");
  static final Metric LOAD =
      Metric.longTime("ml.model_load.duration", "How long a model took to load.", ENGINE);
  static final Metric CACHE_REQUESTS =
      Metric.counter(
          "ml.model_cache.requests",
          "{request}",
          "How often a model was needed, and whether it was loaded already.",
          ENGINE,
          "result");
  static final Metric CACHE_SIZE =
      Metric.gauge("ml.model_cache.size", "{model}", "Models that are loaded.");

  private final Metrics.Histogram inference;
  private final Metrics.Histogram realTimeFactor;
  private final Metrics.Counter failures;
  private final Metrics.Histogram load;
  private final Metrics.Counter cacheRequests;

  EngineMetrics(Metrics metrics, ModelCache models) {
    inference = metrics.histogram(INFERENCE);
    realTimeFactor = metrics.histogram(REAL_TIME_FACTOR);
    failures = metrics.counter(FAILURES);
    load = metrics.histogram(LOAD);
    cacheRequests = metrics.counter(CACHE_REQUESTS);
    metrics.observe(CACHE_SIZE, () -> List.of(Reading.of(models.size())));
  }

  void processed(EngineDescription engine, double seconds, ActiveSpan span) {
    inference.record(seconds, span, engine.stage().id(), engine.id(), engine.device());
  }

  void realTimeFactor(EngineDescription engine, double factor, ActiveSpan span) {
    realTimeFactor.record(factor, span, engine.id(), engine.device());
  }

  void failed(EngineDescription engine, Throwable failure) {
    if (!(failure instanceof InterruptedException || failure instanceof CancellationException)) {
      failures.add(1, engine.stage().id(), engine.id(), failure.getClass().getName());
    }
  }

  void loaded(EngineDescription engine, double seconds, ActiveSpan span) {
    load.record(seconds, span, engine.id());
  }

  void asked(EngineDescription engine, boolean warm) {
    cacheRequests.add(1, engine.id(), warm ? "hit" : "miss");
  }
}
