package io.throughline.telemetry.sql;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;

/**
 * Names SQL spans by their query summary, {@code INSERT job} (OpenTelemetry semantic conventions,
 * database spans). The JDBC instrumentation puts the database's name into the span name, which for
 * an embedded database is a path of the machine.
 */
public final class SqlSpanNames implements SpanProcessor {

  private static final String SCOPE = "io.opentelemetry.jdbc";
  private static final AttributeKey<String> NAMESPACE = AttributeKey.stringKey("db.namespace");
  private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("db.operation.name");
  private static final AttributeKey<String> COLLECTION =
      AttributeKey.stringKey("db.collection.name");
  private static final AttributeKey<String> SUMMARY = AttributeKey.stringKey("db.query.summary");

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {
    if (!SCOPE.equals(span.getInstrumentationScopeInfo().getName())) {
      return;
    }
    String operation = span.getAttribute(OPERATION);
    if (operation != null) {
      String collection = span.getAttribute(COLLECTION);
      String summary = collection == null ? operation : operation + " " + collection;
      span.updateName(summary);
      span.setAttribute(SUMMARY, summary);
    }
    String namespace = span.getAttribute(NAMESPACE);
    if (namespace != null && namespace.indexOf('/') >= 0) {
      span.setAttribute(NAMESPACE, namespace.substring(namespace.lastIndexOf('/') + 1));
    }
  }

  @Override
  public boolean isStartRequired() {
    return true;
  }

  @Override
  public void onEnd(ReadableSpan span) {}

  @Override
  public boolean isEndRequired() {
    return false;
  }
}
