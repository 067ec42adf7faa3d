package io.throughline.telemetry.otel;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.concurrent.spi.ThreadContextProvider;
import jakarta.enterprise.concurrent.spi.ThreadContextRestorer;
import jakarta.enterprise.concurrent.spi.ThreadContextSnapshot;
import java.util.Map;

/** Carries the OpenTelemetry context onto the threads of Jakarta Concurrency executors. */
public final class OpenTelemetryContextProvider implements ThreadContextProvider {

  /** Name of this context type in {@code @ContextServiceDefinition(propagated = ...)}. */
  public static final String CONTEXT_TYPE = "OpenTelemetry";

  @Override
  public ThreadContextSnapshot currentContext(Map<String, String> properties) {
    return snapshot(Context.current());
  }

  @Override
  public ThreadContextSnapshot clearedContext(Map<String, String> properties) {
    return snapshot(Context.root());
  }

  @Override
  public String getThreadContextType() {
    return CONTEXT_TYPE;
  }

  @SuppressWarnings("MustBeClosedChecker") // the restorer closes the scope
  private static ThreadContextSnapshot snapshot(Context context) {
    return () -> {
      Scope scope = context.makeCurrent();
      ThreadContextRestorer restorer = scope::close;
      return restorer;
    };
  }
}
