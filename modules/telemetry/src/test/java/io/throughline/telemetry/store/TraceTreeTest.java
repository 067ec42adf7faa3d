package io.throughline.telemetry.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import org.junit.jupiter.api.Test;

class TraceTreeTest {

  private final StoredTraces traces = new StoredTraces();

  @Test
  void spansAreIndentedBelowTheirParentsWithEventsAndSortedAttributes() {
    Span root = start("POST /v1/audio/transcriptions", SpanKind.SERVER, null);
    root.setAttribute("b", "two\n  lines").setAttribute("a", 1);
    traces.passMicros(250);
    Span stage = start("ml.transcribe", SpanKind.INTERNAL, root);
    stage.addEvent("model_cache_hit");
    traces.passMicros(500);
    Span engine = start("engine.sphinx4.process", SpanKind.INTERNAL, stage);
    engine.setStatus(StatusCode.ERROR);
    engine.addEvent("exception");
    traces.passMicros(1_250);
    engine.end();
    stage.end();
    Span store = start("storage.upload", SpanKind.CLIENT, root);
    traces.passMicros(1_500_000);
    store.end();
    root.end();

    assertThat(tree())
        .isEqualTo(
            """
            trace 00000000000000000000000000000001  4 spans  1.502 s
            POST /v1/audio/transcriptions  SERVER  +0.000 ms  1.502 s  {a=1 b=two lines}
            ├─ ml.transcribe  INTERNAL  +0.250 ms  1.750 ms
            │  │  · model_cache_hit  +0.250 ms
            │  └─ engine.sphinx4.process  INTERNAL  +0.750 ms  1.250 ms  ERROR
            │        · exception  +0.750 ms
            └─ storage.upload  CLIENT  +2.000 ms  1.500 s
            """);
  }

  @Test
  void runningSpansSaySo() {
    Span root = start("root", SpanKind.INTERNAL, null);
    traces.passMicros(10);
    start("child", SpanKind.INTERNAL, root);

    assertThat(tree())
        .isEqualTo(
            """
            trace 00000000000000000000000000000001  2 spans  0.000 ms
            root  INTERNAL  +0.000 ms  running
            └─ child  INTERNAL  +0.010 ms  running
            """);
  }

  @Test
  void spansWhoseParentIsNotKnownHereAreRoots() {
    Span parent = start("elsewhere", SpanKind.INTERNAL, null);
    start("mine", SpanKind.CONSUMER, parent).end();
    String mine =
        TraceTree.render(
            traces.store.trace(StoredTraces.TRACE_1).stream()
                .filter(span -> span.getName().equals("mine"))
                .toList());

    assertThat(mine)
        .isEqualTo(
            """
            trace 00000000000000000000000000000001  1 spans  0.000 ms
            mine  CONSUMER  +0.000 ms  0.000 ms
            """);
  }

  private String tree() {
    return TraceTree.render(traces.store.trace(StoredTraces.TRACE_1));
  }

  private Span start(String name, SpanKind kind, Span parent) {
    Context context = parent == null ? Context.root() : Context.root().with(parent);
    return traces.tracer.spanBuilder(name).setSpanKind(kind).setParent(context).startSpan();
  }
}
