package io.throughline.inference.control;

import io.throughline.inference.api.EngineDescription;
import io.throughline.inference.api.Progress;
import io.throughline.inference.api.StageEngine;
import io.throughline.inference.control.ModelCache.Entry;
import io.throughline.telemetry.api.ActiveSpan;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import java.util.function.BiConsumer;

/**
 * Runs an engine inside its spans: {@code ml.*} around the stage, {@code model.load} when the model
 * is cold, {@code engine.{id}.process} around the engine, {@code gpu.*} below that. Engine authors
 * write no tracing code.
 */
public final class EngineRunner {

  private static final double NANOS = 1e9;

  private final Telemetry telemetry;
  private final ModelCache models;
  private final EngineMetrics metrics;
  private final DeviceWork devices;

  EngineRunner(Telemetry telemetry, ModelCache models, Metrics metrics, DeviceWork devices) {
    this.telemetry = telemetry;
    this.models = models;
    this.metrics = new EngineMetrics(metrics, models);
    this.devices = devices;
  }

  /**
   * How a stage shows in a trace.
   *
   * @param spanName e.g. {@code ml.transcribe}
   * @param activity used in event names, e.g. {@code transcription}
   */
  record StageName(String spanName, String activity) {}

  /**
   * @param describe puts what came out onto the stage's span
   */
  <I, O, M extends AutoCloseable> O run(
      StageName stage,
      StageEngine<I, O, M> engine,
      I input,
      Progress progress,
      BiConsumer<ActiveSpan, O> describe)
      throws Exception {
    EngineDescription about = engine.description();
    SpanSpec spec =
        SpanSpec.internal(stage.spanName())
            .with("ml.model", about.model())
            .with("ml.device", about.device())
            .with("ml.compute_type", about.computeType());
    return telemetry.<O, Exception>inSpan(
        spec,
        span -> {
          long start = System.nanoTime();
          M model = model(engine, span);
          long loaded = System.nanoTime();
          span.event(stage.activity() + "_started");
          O output = process(engine, model, input, progress);
          long done = System.nanoTime();
          metrics.processed(about, (done - loaded) / NANOS, span);
          span.event(stage.activity() + "_completed");
          span.set("ml.inference_duration_seconds", (done - loaded) / NANOS);
          span.set("ml.total_duration_seconds", (done - start) / NANOS);
          describe.accept(span, output);
          return output;
        });
  }

  /**
   * Runs an engine without a span around the stage: {@code model.load} when the model is cold, and
   * {@code engine.{id}.process}.
   */
  public <I, O, M extends AutoCloseable> O runAlone(
      StageEngine<I, O, M> engine, I input, Progress progress) throws Exception {
    M model = model(engine, Telemetry.off().current());
    long start = System.nanoTime();
    O output = process(engine, model, input, progress);
    metrics.processed(
        engine.description(), (System.nanoTime() - start) / NANOS, telemetry.current());
    return output;
  }

  /** Loads an engine's model unless it is loaded; {@code model.load} when it is cold. */
  void load(StageEngine<?, ?, ?> engine) throws Exception {
    model(engine, telemetry.current());
  }

  private <M extends AutoCloseable> M model(StageEngine<?, ?, M> engine, ActiveSpan span)
      throws Exception {
    long start = System.nanoTime();
    Entry<M> entry =
        models.get(
            engine,
            () -> {
              span.event("model_loading_started");
              return telemetry.inSpan(
                  SpanSpec.internal("model.load")
                      .with("ml.model", engine.description().model())
                      .with("engine.id", engine.description().id()),
                  load -> engine.load());
            });
    span.event(entry.warm() ? "model_cache_hit" : "model_loaded");
    metrics.asked(engine.description(), entry.warm());
    if (!entry.warm()) {
      double seconds = (System.nanoTime() - start) / NANOS;
      span.set("ml.model_load_duration_seconds", seconds);
      metrics.loaded(engine.description(), seconds, span);
    }
    return entry.model();
  }

  private <I, O, M extends AutoCloseable> O process(
      StageEngine<I, O, M> engine, M model, I input, Progress progress) throws Exception {
    EngineDescription about = engine.description();
    return telemetry.<O, Exception>inSpan(
        SpanSpec.internal("engine." + about.id() + ".process")
            .with("engine.id", about.id())
            .with("engine.version", about.version())
            .with("task.stage", about.stage().id()),
        span -> {
          try {
            return devices.run(
                about, progress, span, watched -> engine.process(model, input, watched));
          } catch (Exception | Error e) {
            metrics.failed(about, e);
            throw e;
          }
        });
  }

  /**
   * Tells how long an engine took for a second of audio.
   *
   * @param span of the stage
   */
  void realTimeFactor(StageEngine<?, ?, ?> engine, double factor, ActiveSpan span) {
    span.set("ml.rtf", factor);
    metrics.realTimeFactor(engine.description(), factor, span);
  }
}
