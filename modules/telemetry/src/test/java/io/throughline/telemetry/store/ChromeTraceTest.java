package io.throughline.telemetry.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.throughline.telemetry.api.Timelines.Slice;
import jakarta.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChromeTraceTest {

  private static final long START = 1_767_323_045_000_001_002L;

  private final StoredTraces traces = new StoredTraces();
  private final KeptTimelines timelines = new KeptTimelines(10);

  @Test
  void spansNestOnALineAndThoseBesideEachOtherHaveTheirOwn() {
    Span root = start("root", null);
    Span left = start("left", root);
    traces.passMicros(10);
    Span right = start("right", root);
    traces.passMicros(20);
    left.end();
    traces.passMicros(30);
    right.end();
    root.end();

    assertThat(events())
        .containsExactly(
            "M process_name 1/0", "X root 1/0 0+60", "X left 1/0 0+30", "X right 1/1 10+50");
  }

  @Test
  void whatWasKeptBesideTheTraceIsAProcessOfItsOwn() {
    Span root = start("root", null);
    try (Scope current = root.makeCurrent()) {
      timelines.keep(
          "card", List.of(new Slice("h2d", START + 1000, 500), new Slice("k", START + 2000, 250)));
      timelines.keep("other card", List.of(new Slice("k", START, 1)));
    }
    root.end();

    assertThat(events())
        .containsExactly(
            "M process_name 1/0",
            "X root 1/0 0+0",
            "M process_name 2/0",
            "X h2d 2/0 1+0.5",
            "X k 2/0 2+0.25",
            "X k 2/1 0+0.001",
            "M thread_name 2/0",
            "M thread_name 2/1");
  }

  @Test
  void outsideOfARecordedSpanNothingIsKept() {
    timelines.keep("card", List.of(new Slice("k", START, 1)));

    assertThat(timelines.of("00000000000000000000000000000000")).isEmpty();
  }

  @Test
  void theOldestLeaveWhenThereIsNoRoom() {
    List<Slice> six = IntStream.range(0, 6).mapToObj(i -> new Slice("k" + i, START, 1)).toList();
    Span first = start("first", null);
    try (Scope current = first.makeCurrent()) {
      timelines.keep("card", six);
    }
    Span second = start("second", null);
    try (Scope current = second.makeCurrent()) {
      timelines.keep("card", six);
    }

    assertThat(timelines.of(first.getSpanContext().getTraceId())).isEmpty();
    assertThat(timelines.of(second.getSpanContext().getTraceId())).hasSize(1);
  }

  private Span start(String name, Span parent) {
    Context context = parent == null ? Context.root() : Context.root().with(parent);
    return traces.tracer.spanBuilder(name).setParent(context).startSpan();
  }

  private List<String> events() {
    return ChromeTrace.of(traces.store.trace(StoredTraces.TRACE_1), timelines)
        .getJsonArray("traceEvents")
        .getValuesAs(JsonObject.class)
        .stream()
        .map(ChromeTraceTest::text)
        .toList();
  }

  private static String text(JsonObject event) {
    String text =
        event.getString("ph")
            + " "
            + event.getString("name")
            + " "
            + event.getInt("pid")
            + "/"
            + event.getInt("tid");
    if (!event.containsKey("ts")) {
      return text;
    }
    BigDecimal start =
        event.getJsonNumber("ts").bigDecimalValue().subtract(BigDecimal.valueOf(START, 3));
    return text + " " + plain(start) + "+" + plain(event.getJsonNumber("dur").bigDecimalValue());
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
