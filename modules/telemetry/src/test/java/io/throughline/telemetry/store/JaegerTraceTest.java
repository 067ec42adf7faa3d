package io.throughline.telemetry.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class JaegerTraceTest {

  private static final String LINKED_TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String LINKED_SPAN = "b7ad6b7169203331";

  private final StoredTraces traces = new StoredTraces();

  @Test
  void noSpansAreNoTrace() {
    assertThat(JaegerTrace.answer(List.of()))
        .isEqualTo(
            json(
                """
                {"data":[],"total":0,"limit":0,"offset":0,"errors":null}
                """));
  }

  @Test
  void aTraceHasReferencesTypedTagsLogsAndOneProcess() {
    Span root =
        traces
            .tracer
            .spanBuilder("send transcription")
            .setSpanKind(SpanKind.PRODUCER)
            .setNoParent()
            .addLink(
                SpanContext.create(
                    LINKED_TRACE, LINKED_SPAN, TraceFlags.getSampled(), TraceState.getDefault()))
            .startSpan();
    root.setAttribute("s", "text").setAttribute("n", 3).setAttribute("d", 0.5);
    root.setAttribute("b", true).setAttribute("nan", Double.NaN);
    root.setAttribute(AttributeKey.stringArrayKey("list"), List.of("x", "y"));
    traces.passMicros(7);
    Span child =
        traces.tracer.spanBuilder("child").setParent(Context.root().with(root)).startSpan();
    child.setStatus(StatusCode.ERROR);
    traces.passMicros(1);
    child.addEvent("exception", Attributes.builder().put("exception.type", "E").build());
    traces.passMicros(2);
    child.end();
    root.end();

    assertThat(answer())
        .isEqualTo(
            json(
                """
                {"data":[{
                  "traceID":"00000000000000000000000000000001",
                  "spans":[
                    {"traceID":"00000000000000000000000000000001",
                     "spanID":"0000000000000001",
                     "operationName":"send transcription",
                     "references":[
                       {"refType":"FOLLOWS_FROM",
                        "traceID":"0af7651916cd43dd8448eb211c80319c",
                        "spanID":"b7ad6b7169203331"}],
                     "startTime":1767323045000001,
                     "duration":10,
                     "tags":[
                       {"key":"b","type":"bool","value":true},
                       {"key":"d","type":"float64","value":0.5},
                       {"key":"list","type":"string","value":"[x, y]"},
                       {"key":"n","type":"int64","value":3},
                       {"key":"nan","type":"float64","value":0.0},
                       {"key":"s","type":"string","value":"text"},
                       {"key":"span.kind","type":"string","value":"producer"},
                       {"key":"otel.scope.name","type":"string","value":"io.throughline"},
                       {"key":"throughline.start_ns","type":"string",
                        "value":"1767323045000001002"},
                       {"key":"throughline.duration_ns","type":"string","value":"10000"}],
                     "logs":[],
                     "processID":"p1",
                     "warnings":null},
                    {"traceID":"00000000000000000000000000000001",
                     "spanID":"0000000000000002",
                     "operationName":"child",
                     "references":[
                       {"refType":"CHILD_OF",
                        "traceID":"00000000000000000000000000000001",
                        "spanID":"0000000000000001"}],
                     "startTime":1767323045000008,
                     "duration":3,
                     "tags":[
                       {"key":"span.kind","type":"string","value":"internal"},
                       {"key":"otel.status_code","type":"string","value":"ERROR"},
                       {"key":"error","type":"bool","value":true},
                       {"key":"otel.scope.name","type":"string","value":"io.throughline"},
                       {"key":"throughline.start_ns","type":"string",
                        "value":"1767323045000008002"},
                       {"key":"throughline.duration_ns","type":"string","value":"3000"}],
                     "logs":[
                       {"timestamp":1767323045000009,
                        "fields":[
                          {"key":"exception.type","type":"string","value":"E"},
                          {"key":"event","type":"string","value":"exception"}]}],
                     "processID":"p1",
                     "warnings":null}],
                  "processes":{
                    "p1":{"serviceName":"tl",
                          "tags":[{"key":"service.name","type":"string","value":"tl"}]}}}],
                 "total":1,"limit":0,"offset":0,"errors":null}
                """));
  }

  @Test
  void aRunningSpanIsMarkedAndHasNoDuration() {
    traces.tracer.spanBuilder("root").setNoParent().startSpan();
    traces.passMicros(5);

    JsonObject span =
        answer().getJsonArray("data").getJsonObject(0).getJsonArray("spans").getJsonObject(0);
    assertThat(span.getInt("duration")).isZero();
    assertThat(span.getJsonArray("tags"))
        .contains(json("{\"key\":\"throughline.running\",\"type\":\"bool\",\"value\":true}"));
  }

  @Test
  void spansThatAreNotKeptAreMentioned() {
    StoredTraces few = new StoredTraces(new SpanStore(10, 100, 1));
    Span root = few.tracer.spanBuilder("root").setNoParent().startSpan();
    for (int i = 0; i < 3; i++) {
      few.tracer.spanBuilder("step").setParent(Context.root().with(root)).startSpan().end();
    }

    JsonObject trace =
        JaegerTrace.answer(few.store, List.of(StoredTraces.TRACE_1, "unknown"))
            .getJsonArray("data")
            .getJsonObject(0);

    assertThat(trace.getJsonArray("warnings").getString(0)).isEqualTo("3 more spans were not kept");
    assertThat(trace.getJsonArray("spans")).hasSize(1);
  }

  /** As a client reads it. */
  private JsonObject answer() {
    return json(JaegerTrace.answer(traces.store.trace(StoredTraces.TRACE_1)).toString());
  }

  private static JsonObject json(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }
}
