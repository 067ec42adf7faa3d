package io.throughline.telemetry.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

class TracedConnectorTest {

  /** H2 shows the statement that runs as it arrived. */
  private static final String ITSELF =
      "select executing_statement from information_schema.sessions where 'secret' = 'secret'";

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build())
          .build();

  @Test
  void theDatabaseSeesNoCommentUnlessAsked() throws SQLException {
    assertThat(arrived(false)).isEqualTo(ITSELF);
  }

  @Test
  void theDatabaseCanSeeTheTraceInAComment() throws SQLException {
    Span request = sdk.getTracer("test").spanBuilder("request").startSpan();
    try (Scope scope = request.makeCurrent()) {
      assertThat(arrived(true))
          .startsWith(ITSELF)
          .contains("traceparent='00-" + request.getSpanContext().getTraceId());
    }
  }

  @Test
  void literalsAndCommentsAreNotOnTheSpan() throws SQLException {
    arrived(true);

    assertThat(exporter.getFinishedSpanItems())
        .singleElement()
        .extracting(span -> span.getAttributes().asMap().values().toString())
        .asString()
        .doesNotContain("secret", "traceparent");
  }

  @Test
  void aStatementThatFailsIsAFailedSpan() throws SQLException {
    try (Connection connection = connection(false);
        PreparedStatement statement = connection.prepareStatement("select 1 / ?")) {
      statement.setInt(1, 0);
      assertThatThrownBy(statement::executeQuery).isInstanceOf(SQLException.class);
    }

    SpanData span = exporter.getFinishedSpanItems().get(0);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  private String arrived(boolean comments) throws SQLException {
    try (Connection connection = connection(comments);
        PreparedStatement statement = connection.prepareStatement(ITSELF);
        ResultSet result = statement.executeQuery()) {
      result.next();
      return result.getString(1);
    }
  }

  private Connection connection(boolean comments) throws SQLException {
    JdbcDataSource source = new JdbcDataSource();
    source.setUrl("jdbc:h2:mem:");
    return TracedConnector.wrap(source, sdk, comments).getConnection();
  }
}
