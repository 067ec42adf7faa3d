package io.throughline.telemetry.otel;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.throughline.telemetry.api.LogFields;
import io.throughline.telemetry.api.TraceCarrier;
import jakarta.enterprise.concurrent.spi.ThreadContextProvider;
import jakarta.enterprise.concurrent.spi.ThreadContextRestorer;
import jakarta.enterprise.concurrent.spi.ThreadContextSnapshot;
import java.util.Map;

/**
 * Carries the OpenTelemetry context and the log fields onto the threads of Jakarta Concurrency
 * executors.
 */
public final class OpenTelemetryContextProvider implements ThreadContextProvider {

  /** Name of this context type in {@code @ContextServiceDefinition(propagated = ...)}. */
  public static final String CONTEXT_TYPE = "OpenTelemetry";

  @Override
  public ThreadContextSnapshot currentContext(Map<String, String> properties) {
    return snapshot(Context.current(), LogFields.current());
  }

  @Override
  public ThreadContextSnapshot clearedContext(Map<String, String> properties) {
    return snapshot(Context.root(), LogFields.of(TraceCarrier.empty()));
  }

  @Override
  public String getThreadContextType() {
    return CONTEXT_TYPE;
  }

  @SuppressWarnings("MustBeClosedChecker") // the restorer closes the scopes
  private static ThreadContextSnapshot snapshot(Context context, LogFields fields) {
    return () -> {
      Scope scope = context.makeCurrent();
      LogFields.Scope logged = fields.makeCurrent();
      ThreadContextRestorer restorer =
          () -> {
            logged.close();
            scope.close();
          };
      return restorer;
    };
  }
}
