package io.throughline.telemetry.otel;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.telemetry.api.Traced;
import io.throughline.telemetry.store.SpanStore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one span costs with tracing off, sampled out, on with nothing that keeps spans, and on with
 * the span store. Run by {@code benchmarks/tracing/jmh.sh}; the base line is the method alone.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SpanBenchmark {

  @Param({"off", "sampled_out", "on", "stored"})
  public String tracing;

  private final SpanSpec spec = SpanSpec.internal("benchmark");
  private final TracedInterceptor interceptor = new TracedInterceptor();
  private final Object target = new Object();
  private final InterceptedCall call = call();
  private Telemetry telemetry;

  @Setup
  public void open() {
    telemetry =
        switch (tracing) {
          case "off" -> Telemetry.off();
          case "sampled_out" -> on(SdkTracerProvider.builder().setSampler(Sampler.alwaysOff()));
          case "on" -> on(SdkTracerProvider.builder());
          default -> on(SdkTracerProvider.builder().addSpanProcessor(SpanStore.shared()));
        };
    interceptor.telemetry = telemetry;
  }

  private static Telemetry on(io.opentelemetry.sdk.trace.SdkTracerProviderBuilder tracers) {
    return new OpenTelemetryTelemetry(
        OpenTelemetrySdk.builder().setTracerProvider(tracers.build()).build());
  }

  @Benchmark
  public Object base() throws Exception {
    return call.proceed();
  }

  @Benchmark
  public Object traced() throws Exception {
    return interceptor.trace(call);
  }

  @Benchmark
  public Object span() {
    return telemetry.inSpan(spec, span -> target);
  }

  @Benchmark
  public Object spanWithFourAttributes() {
    return telemetry.inSpan(
        spec,
        span -> {
          span.set("job.id", "01a1fdb6");
          span.set("job.attempt", 1);
          span.set("ml.rtf", 0.35);
          span.set("cached", true);
          return target;
        });
  }

  @Traced("benchmark")
  Object fetch() {
    return target;
  }

  private InterceptedCall call() {
    try {
      return new InterceptedCall(SpanBenchmark.class.getDeclaredMethod("fetch"), this::fetch);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }
}
