package io.throughline.inference.llm;

import io.throughline.telemetry.api.ActiveSpan;
import io.throughline.telemetry.api.Metric;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.api.SpanBody;

/** What is measured of language models, as OpenTelemetry's conventions name it. Thread-safe. */
final class LanguageMetrics {

  private static final String OPERATION = "gen_ai.operation.name";
  private static final String PROVIDER = "gen_ai.provider.name";
  private static final String MODEL = "gen_ai.request.model";

  static final Metric DURATION =
      Metric.longTime(
              "gen_ai.client.operation.duration",
              "How long a call to a language model's server took, all its tries together.",
              OPERATION,
              PROVIDER,
              MODEL,
              "error.type")
          .within(
              0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96,
              81.92);
  static final Metric TOKENS =
      Metric.longTime(
              "gen_ai.client.token.usage",
              "Tokens that a call used, as the server counts them.",
              OPERATION,
              PROVIDER,
              MODEL,
              "gen_ai.token.type")
          .in("{token}")
          .within(
              1.0,
              4.0,
              16.0,
              64.0,
              256.0,
              1024.0,
              4096.0,
              16384.0,
              65536.0,
              262144.0,
              1048576.0,
              4194304.0,
              16777216.0,
              67108864.0);

  private static final double NANOS = 1e9;

  private final Metrics.Histogram duration;
  private final Metrics.Histogram tokens;

  LanguageMetrics(Metrics metrics) {
    this.duration = metrics.histogram(DURATION);
    this.tokens = metrics.histogram(TOKENS);
  }

  /** Runs a call and measures it, whatever comes of it. */
  <T, X extends Exception> T measured(
      String operation, OpenAiServer server, ActiveSpan span, SpanBody<T, X> call) throws X {
    long start = System.nanoTime();
    String error = "";
    try {
      return call.run(span);
    } catch (Throwable e) {
      error = e.getClass().getName();
      throw e;
    } finally {
      double seconds = (System.nanoTime() - start) / NANOS;
      duration.record(seconds, span, operation, server.provider(), server.model(), error);
    }
  }

  void used(String operation, OpenAiServer server, TokenUsage usage, ActiveSpan span) {
    tokens.record(usage.input(), span, operation, server.provider(), server.model(), "input");
    tokens.record(usage.output(), span, operation, server.provider(), server.model(), "output");
  }
}
