package io.throughline.upload.control;

import io.throughline.telemetry.api.Metric;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.Upload;

/** What is measured of uploads and of the decoder's child processes. Thread-safe. */
public final class UploadMetrics {

  private static final double MEBI = 1024.0 * 1024;

  static final Metric SIZE =
      Metric.longTime(
              "throughline.upload.size",
              "Bytes of the files that were accepted.",
              "source",
              "file.type")
          .in("By")
          .within(
              MEBI / 16, MEBI / 4, MEBI, 4 * MEBI, 16 * MEBI, 64 * MEBI, 256 * MEBI, 1024 * MEBI);
  static final Metric REJECTED =
      Metric.counter(
          "throughline.upload.rejected",
          "{upload}",
          "Uploads that were refused, by the last part of the problem's type.",
          "source",
          "reason");
  static final Metric DECODER =
      Metric.shortTime(
          "throughline.decoder.duration",
          "How long the decoder's child processes took to look into a file or to decode it.",
          "operation",
          "outcome");

  private static final double NANOS = 1e9;

  private final Telemetry telemetry;
  private final Metrics.Histogram size;
  private final Metrics.Counter rejected;
  private final Metrics.Histogram decoder;

  public UploadMetrics(Metrics metrics, Telemetry telemetry) {
    this.telemetry = telemetry;
    this.size = metrics.histogram(SIZE);
    this.rejected = metrics.counter(REJECTED);
    this.decoder = metrics.histogram(DECODER);
  }

  void accepted(String source, Upload upload) {
    size.record(upload.size(), telemetry.current(), source, upload.type().mimeType());
  }

  void rejected(String source, MediaRejectedException why) {
    rejected.add(1, source, why.reason().type());
  }

  void decoded(String operation, String outcome, long nanos) {
    decoder.record(nanos / NANOS, telemetry.current(), operation, outcome);
  }
}
