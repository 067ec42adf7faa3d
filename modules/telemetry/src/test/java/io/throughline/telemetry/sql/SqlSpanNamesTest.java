package io.throughline.telemetry.sql;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.junit.jupiter.api.Test;

class SqlSpanNamesTest {

  private static final String JDBC = "io.opentelemetry.jdbc";

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final SdkTracerProvider tracers =
      SdkTracerProvider.builder()
          .addSpanProcessor(new SqlSpanNames())
          .addSpanProcessor(SimpleSpanProcessor.create(exporter))
          .build();

  @Test
  void aStatementIsNamedByOperationAndTable() {
    SpanData span =
        statement(
            JDBC,
            Attributes.builder()
                .put("db.operation.name", "INSERT")
                .put("db.collection.name", "job")
                .put("db.namespace", "throughline")
                .build());

    assertThat(span)
        .hasName("INSERT job")
        .hasAttributes(
            Attributes.builder()
                .put("db.operation.name", "INSERT")
                .put("db.collection.name", "job")
                .put("db.namespace", "throughline")
                .put("db.query.summary", "INSERT job")
                .build());
  }

  @Test
  void aStatementWithoutTableIsNamedByItsOperation() {
    assertThat(statement(JDBC, Attributes.builder().put("db.operation.name", "SELECT").build()))
        .hasName("SELECT")
        .hasAttributes(
            Attributes.builder()
                .put("db.operation.name", "SELECT")
                .put("db.query.summary", "SELECT")
                .build());
  }

  @Test
  void theDirectoryOfAnEmbeddedDatabaseIsNotShown() {
    assertThat(
            statement(
                JDBC,
                Attributes.builder().put("db.namespace", "/home/someone/data/throughline").build()))
        .hasName("original")
        .hasAttributes(Attributes.builder().put("db.namespace", "throughline").build());
  }

  @Test
  void spansOfOtherOriginAreLeftAlone() {
    Attributes attributes = Attributes.builder().put("db.operation.name", "GET").build();

    assertThat(statement("io.throughline", attributes))
        .hasName("original")
        .hasAttributes(attributes);
  }

  private SpanData statement(String scope, Attributes attributes) {
    tracers
        .get(scope)
        .spanBuilder("original")
        .setSpanKind(SpanKind.CLIENT)
        .setAllAttributes(attributes)
        .startSpan()
        .end();
    return exporter.getFinishedSpanItems().get(0);
  }
}
