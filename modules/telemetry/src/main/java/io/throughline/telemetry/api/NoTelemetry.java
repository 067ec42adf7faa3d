package io.throughline.telemetry.api;

import java.time.Instant;
import java.util.Map;

/** Tracing switched off: every call is a plain call. */
enum NoTelemetry implements Telemetry {
  INSTANCE;

  private static final ActiveSpan NO_SPAN =
      new ActiveSpan() {
        @Override
        public ActiveSpan set(String key, Object value) {
          return this;
        }

        @Override
        public ActiveSpan event(String name, Map<String, ?> attributes) {
          return this;
        }

        @Override
        public ActiveSpan rename(String name) {
          return this;
        }

        @Override
        public String traceId() {
          return "";
        }

        @Override
        public String spanId() {
          return "";
        }
      };

  @Override
  public <T, X extends Exception> T inSpan(SpanSpec spec, SpanBody<T, X> body) throws X {
    return body.run(NO_SPAN);
  }

  @Override
  public void record(SpanSpec spec, Instant start, Instant end) {}

  @Override
  public <T, X extends Exception> T untraced(SpanBody<T, X> body) throws X {
    return body.run(NO_SPAN);
  }

  @Override
  public <T, X extends Exception> T under(TraceCarrier carrier, SpanBody<T, X> body) throws X {
    return body.run(NO_SPAN);
  }

  @Override
  public void recordFailure(Throwable failure) {}

  @Override
  public ActiveSpan current() {
    return NO_SPAN;
  }

  @Override
  public TraceCarrier capture() {
    return TraceCarrier.empty();
  }
}
