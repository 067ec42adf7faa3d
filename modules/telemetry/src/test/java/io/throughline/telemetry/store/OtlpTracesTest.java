package io.throughline.telemetry.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import jakarta.json.Json;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtlpTracesTest {

  @Test
  void spansAreGroupedByResourceAndScope() {
    StoredTraces traces = new StoredTraces();
    Span root = traces.tracer.spanBuilder("GET /x").setSpanKind(SpanKind.SERVER).startSpan();
    root.setAttribute("n", 3).setAttribute("b", true).setAttribute("d", 0.5);
    root.setAttribute(AttributeKey.stringArrayKey("l"), List.of("x"));
    Span child =
        traces
            .tracer
            .spanBuilder("step")
            .setParent(Context.root().with(root))
            .addLink(root.getSpanContext())
            .startSpan();
    child.addEvent("e", Attributes.of(AttributeKey.stringKey("k"), "v"));
    child.setStatus(StatusCode.ERROR);
    traces.passMicros(1);
    root.end();

    assertThat(json(OtlpTraces.answer(traces.store.trace(StoredTraces.TRACE_1)).toString()))
        .isEqualTo(
            json(
                """
                {"result":{"resourceSpans":[{
                  "resource":{"attributes":[{"key":"service.name","value":{"stringValue":"tl"}}]},
                  "scopeSpans":[{"scope":{"name":"io.throughline"},"spans":[
                    {"traceId":"00000000000000000000000000000001","spanId":"0000000000000001",
                     "name":"GET /x","kind":2,
                     "startTimeUnixNano":"1767323045000001002",
                     "endTimeUnixNano":"1767323045000002002",
                     "attributes":[
                       {"key":"b","value":{"boolValue":true}},
                       {"key":"d","value":{"doubleValue":0.5}},
                       {"key":"l","value":{"arrayValue":{"values":[{"stringValue":"x"}]}}},
                       {"key":"n","value":{"intValue":"3"}}],
                     "events":[],"links":[],"status":{}},
                    {"traceId":"00000000000000000000000000000001","spanId":"0000000000000002",
                     "parentSpanId":"0000000000000001","name":"step","kind":1,
                     "startTimeUnixNano":"1767323045000001002",
                     "attributes":[],
                     "events":[{"timeUnixNano":"1767323045000001002","name":"e",
                       "attributes":[{"key":"k","value":{"stringValue":"v"}}]}],
                     "links":[{"traceId":"00000000000000000000000000000001",
                       "spanId":"0000000000000001","attributes":[]}],
                     "status":{"code":2}}]}]}]}}
                """));
  }

  private static Object json(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }
}
