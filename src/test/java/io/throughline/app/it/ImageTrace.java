package io.throughline.app.it;

import static io.throughline.app.it.SpeechTrace.indexed;
import static io.throughline.app.it.SpeechTrace.markedCompleted;
import static io.throughline.app.it.SpeechTrace.planned;
import static io.throughline.app.it.SpeechTrace.queueWait;
import static io.throughline.app.it.SpeechTrace.request;
import static io.throughline.app.it.SpeechTrace.sql;
import static io.throughline.app.it.SpeechTrace.storage;
import static io.throughline.app.it.trace.ExpectedSpan.Kind.CONSUMER;
import static io.throughline.app.it.trace.ExpectedSpan.Kind.INTERNAL;
import static io.throughline.app.it.trace.ExpectedSpan.Kind.PRODUCER;
import static io.throughline.app.it.trace.ExpectedSpan.span;
import static io.throughline.app.it.trace.ExpectedValue.id;
import static io.throughline.app.it.trace.ExpectedValue.matching;
import static io.throughline.app.it.trace.ExpectedValue.milliseconds;
import static io.throughline.app.it.trace.ExpectedValue.seconds;

import io.throughline.app.it.trace.ExpectedSpan;
import java.util.Map;

/**
 * What the trace of a picture job looks like.
 *
 * @param type of the job
 * @param path that it was posted to
 * @param bytes of the picture
 * @param width of the picture
 * @param height of the picture
 * @param parameters of the job
 */
record ImageTrace(
    String type, String path, int bytes, int width, int height, Map<String, String> parameters) {

  /**
   * The trace of a picture of 120 x 80 pixels that was made larger.
   *
   * @param bytes of the picture
   * @param resultBytes of the result
   * @param scale what was asked for
   * @param work the spans of who did it
   */
  static ExpectedSpan upscaled(int bytes, int resultBytes, int scale, ExpectedSpan... work) {
    Map<String, String> parameters =
        Map.of("scale", Integer.toString(scale), "denoise", "0.0", "format", "png");
    ImageTrace trace =
        new ImageTrace("upscale", "/api/v1/images/upscale", bytes, 120, 80, parameters);
    return trace.of(
        trace
            .attempt("completed")
            .event("task_completed")
            .children(work)
            .children(
                sql("UPDATE", "job_stage"),
                sized("image.encode", 120 * scale, 80 * scale)
                    .with("image.format", "png")
                    .with("file.size_bytes", resultBytes),
                sql("UPDATE", "job_stage"),
                storage("upload", resultBytes),
                sql("UPDATE", "job_stage"),
                indexed(false),
                sql("UPDATE", "job_stage"),
                sql("UPDATE", "job"),
                sql("UPDATE", "job_attempt"),
                markedCompleted()));
  }

  /** The trace of a job that was cancelled at work. */
  ExpectedSpan cancelled(ExpectedSpan... work) {
    return of(
        attempt("cancelled")
            .children(work)
            .children(sql("UPDATE", "job"), sql("UPDATE", "job_attempt")));
  }

  private ExpectedSpan of(ExpectedSpan attempt) {
    return request("POST", path, path, 202)
        .children(
            span("image.validate_and_save", INTERNAL)
                .with("file.size_bytes", bytes)
                .with("file.type", "image/png")
                .with("file.extension", "png")
                .event("file_uploaded")
                .children(storage("upload", bytes)),
            sized("image.load_and_validate", width, height).children(storage("download", bytes)),
            span("job.create", INTERNAL)
                .with("job.id", id())
                .with("job.type", type)
                .children(
                    sql("INSERT", "upload"),
                    message("send " + type, PRODUCER, "send").children(attempt),
                    sql("INSERT", "job")));
  }

  /** Up to where the work begins. */
  private ExpectedSpan attempt(String status) {
    ExpectedSpan attempt =
        message("process_job." + type, CONSUMER, "process")
            .with("task.id", id())
            .with("task.type", type)
            .with("task.status", status)
            .with("task.duration_seconds", seconds())
            .with("job.duration_ms", milliseconds())
            .with("job.id", id())
            .with("job.attempt", 1)
            .with("job.node", matching("node-[0-9a-f]{8}"))
            .event("task_started")
            .children(
                queueWait(),
                sql("INSERT", "job_attempt"),
                planned("decode, process, encode, store, index"),
                sql("SELECT", "job_stage"),
                sql("INSERT", "job_stage"),
                sql("SELECT", "upload"),
                storage("download", bytes),
                sized("image.decode", width, height).with("image.format", "png"),
                sql("UPDATE", "job_stage"));
    parameters.forEach((name, value) -> attempt.with("param." + name, value));
    return attempt;
  }

  private static ExpectedSpan sized(String name, int width, int height) {
    return span(name, INTERNAL).with("image.width", width).with("image.height", height);
  }

  private ExpectedSpan message(String name, ExpectedSpan.Kind kind, String operation) {
    return span(name, kind)
        .with("messaging.system", "throughline")
        .with("messaging.destination.name", type)
        .with("messaging.operation.name", operation)
        .with("messaging.operation.type", operation)
        .with("messaging.message.id", id());
  }

  /** What the embedded engine shows. */
  static ExpectedSpan raster() {
    return span("engine.raster.process", INTERNAL)
        .with("engine.id", "raster")
        .with("engine.version", "1.0")
        .with("task.stage", "image");
  }
}
