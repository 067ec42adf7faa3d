package io.throughline.telemetry.otel;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.throughline.telemetry.api.Traced;
import jakarta.interceptor.InvocationContext;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TracedInterceptorTest {

  private final RecordedTracing tracing = new RecordedTracing();
  private final TracedInterceptor interceptor = new TracedInterceptor();

  @Traced
  static class Catalogue {
    void browse() {}

    @Traced(value = "catalogue.fetch", kind = io.throughline.telemetry.api.SpanKind.CLIENT)
    void fetch() {}
  }

  @BeforeEach
  void inject() {
    interceptor.telemetry = tracing.telemetry;
  }

  @Test
  void spanIsNamedAfterClassAndMethodUnlessTheAnnotationSaysOtherwise() throws Exception {
    Object answer = interceptor.trace(call("browse", () -> "answer"));

    assertThat(answer).isEqualTo("answer");
    assertThat(tracing.onlySpan())
        .hasName("Catalogue.browse")
        .hasKind(SpanKind.INTERNAL)
        .hasStatus(StatusData.unset())
        .hasAttributes(Attributes.empty())
        .hasTotalRecordedEvents(0);
  }

  @Test
  void methodAnnotationGivesNameAndKind() throws Exception {
    interceptor.trace(call("fetch", () -> null));

    assertThat(tracing.onlySpan()).hasName("catalogue.fetch").hasKind(SpanKind.CLIENT);
  }

  @Test
  void failureIsRecordedAndRethrown() throws Exception {
    IOException failure = new IOException("canary");
    InvocationContext call =
        call(
            "browse",
            () -> {
              throw failure;
            });

    assertThatThrownBy(() -> interceptor.trace(call)).isSameAs(failure);

    assertThat(tracing.onlySpan())
        .hasStatus(StatusData.error())
        .hasAttributes(Attributes.builder().put("error.type", "java.io.IOException").build())
        .hasTotalRecordedEvents(1);
  }

  private static InvocationContext call(String method, Callable<Object> body) throws Exception {
    return new InterceptedCall(Catalogue.class.getDeclaredMethod(method), body);
  }
}
