package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.collector.ReceivedSpan;
import io.throughline.app.it.trace.RecordedSpan;
import io.throughline.app.it.trace.RecordedTrace;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Compares what a backend has of a trace with what the server itself has. */
final class TraceCopy {

  private TraceCopy() {}

  /** Every span is there once, with everything that it has. */
  static void assertSame(RecordedTrace own, List<ReceivedSpan> received) {
    assertThat(received)
        .extracting(ReceivedSpan::id)
        .containsExactlyInAnyOrderElementsOf(own.spans().stream().map(RecordedSpan::id).toList());
    Map<String, ReceivedSpan> byId =
        received.stream().collect(Collectors.toMap(ReceivedSpan::id, Function.identity()));
    own.spans().forEach(span -> assertSame(span, byId.get(span.id())));
  }

  private static void assertSame(RecordedSpan own, ReceivedSpan received) {
    assertThat(received.parent()).describedAs(own.name()).isEqualTo(own.parent().orElse(""));
    assertThat(received.name()).isEqualTo(own.name());
    assertThat(received.kind()).describedAs(own.name()).isEqualTo(own.kind());
    assertThat(received.failed()).describedAs(own.name()).isEqualTo(own.status().equals("ERROR"));
    assertThat(received.start()).describedAs(own.name()).isEqualTo(own.start());
    assertThat(received.end()).describedAs(own.name()).isEqualTo(own.end());
    assertThat(received.events())
        .containsExactlyElementsOf(own.events().stream().map(RecordedSpan.Event::name).toList());
    assertThat(received.attributes().keySet()).isEqualTo(own.attributes().keySet());
    own.attributes()
        .forEach(
            (key, value) ->
                assertThat(isSame(value, received.attributes().get(key)))
                    .describedAs("%s of %s: %s", key, own.name(), received.attributes().get(key))
                    .isTrue());
  }

  /** True if text says the same as a JSON value. */
  static boolean isSame(JsonValue value, String text) {
    if (value instanceof JsonNumber number) {
      return number.bigDecimalValue().compareTo(new BigDecimal(text)) == 0;
    }
    String own = value instanceof JsonString string ? string.getString() : value.toString();
    return own.equals(text);
  }
}
