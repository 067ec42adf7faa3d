package io.throughline.telemetry.sql;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.throughline.telemetry.otel.RecordedException;
import jakarta.enterprise.inject.spi.CDI;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.queries.DatabaseQuery;
import org.eclipse.persistence.sessions.DataRecord;
import org.eclipse.persistence.sessions.SessionProfilerAdapter;

/**
 * A span around each JPA query, with its exception: what the persistence provider adds to the time
 * of the statement below it. Thread-safe.
 */
final class TracedQueries extends SessionProfilerAdapter {

  private static final String SCOPE = "io.throughline.jpa";

  /** EclipseLink hands a query from session to session; the outermost is the caller's. */
  private final ThreadLocal<Boolean> inside = ThreadLocal.withInitial(() -> false);

  private volatile OpenTelemetry openTelemetry;

  @Override
  public Object profileExecutionOfQuery(
      DatabaseQuery query, DataRecord row, AbstractSession session) {
    OpenTelemetry tracing = inside.get() || !Span.current().isRecording() ? null : tracing();
    if (tracing == null) {
      return super.profileExecutionOfQuery(query, row, session);
    }
    Span span = tracing.getTracer(SCOPE).spanBuilder(name(query)).startSpan();
    inside.set(true);
    try (Scope scope = span.makeCurrent()) {
      return super.profileExecutionOfQuery(query, row, session);
    } catch (RuntimeException e) {
      RecordedException.failed(span, e);
      throw e;
    } finally {
      inside.remove();
      span.end();
    }
  }

  private static String name(DatabaseQuery query) {
    String kind = query.getClass().getSimpleName();
    Class<?> entity = query.getReferenceClass();
    return entity == null ? "jpa " + kind : "jpa " + kind + " " + entity.getSimpleName();
  }

  /** Null while CDI is not up: EclipseLink asks the database before it. */
  private OpenTelemetry tracing() {
    if (openTelemetry == null) {
      try {
        openTelemetry = CDI.current().select(OpenTelemetry.class).get();
      } catch (IllegalStateException cdiIsNotUp) {
        return null;
      }
    }
    return openTelemetry;
  }
}
