package io.throughline.telemetry.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.throughline.telemetry.store.TraceSummary.ServiceShare;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummingTest {

  private final SpanStore store = new SpanStore(10, 100, 100);

  @Test
  void spansAndErrorsAreCountedByService() {
    Span root = span("front", "GET /", null, false);
    span("back", "work", root, true);
    span("back", "work", root, false);
    span("front", "render", root, true);

    TraceSummary summary = summary();

    assertThat(summary.services())
        .isEqualTo(Map.of("front", new ServiceShare(2, 1), "back", new ServiceShare(2, 1)));
    assertThat(summary.service()).isEqualTo("front");
    assertThat(summary.operation()).isEqualTo("GET /");
    assertThat(summary.errors()).isEqualTo(2);
  }

  @Test
  void withoutTheRootTheFirstSpanWhoseParentIsElsewhereStandsForIt() {
    Span elsewhere =
        Span.wrap(
            tracer("other", new SpanStore(1, 1, 1)).spanBuilder("x").startSpan().getSpanContext());
    Span first = span("back", "first", elsewhere, false);
    span("back", "second", elsewhere, false);
    span("back", "inner", first, false);

    assertThat(summary().operation()).isEqualTo("first");
    assertThat(summary().orphans()).isEqualTo(2);
  }

  private TraceSummary summary() {
    return store.summaries().findFirst().orElseThrow();
  }

  private Span span(String service, String name, Span parent, boolean failed) {
    Context context = parent == null ? Context.root() : Context.root().with(parent);
    Span span = tracer(service, store).spanBuilder(name).setParent(context).startSpan();
    if (failed) {
      span.setStatus(StatusCode.ERROR);
    }
    span.end();
    return span;
  }

  private static Tracer tracer(String service, SpanStore store) {
    return SdkTracerProvider.builder()
        .setResource(Resource.create(Attributes.builder().put("service.name", service).build()))
        .addSpanProcessor(store)
        .build()
        .get("test");
  }
}
