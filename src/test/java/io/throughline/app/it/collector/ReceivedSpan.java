package io.throughline.app.it.collector;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A span as it arrived over OTLP.
 *
 * @param parent empty for a root
 * @param kind lower-case OpenTelemetry kind
 * @param start nanoseconds since the epoch
 * @param attributes values as text
 * @param events names in their order
 * @param links spans that it links to
 * @param resource the resource's attributes as text
 */
public record ReceivedSpan(
    String trace,
    String id,
    String parent,
    String name,
    String kind,
    boolean failed,
    long start,
    long end,
    Map<String, String> attributes,
    List<String> events,
    List<String> links,
    Map<String, String> resource) {

  static Stream<ReceivedSpan> in(ExportTraceServiceRequest request) {
    return request.getResourceSpansList().stream()
        .flatMap(
            group ->
                group.getScopeSpansList().stream()
                    .flatMap(scope -> scope.getSpansList().stream())
                    .map(span -> of(span, group.getResource().getAttributesList())));
  }

  private static ReceivedSpan of(Span span, List<KeyValue> resource) {
    return new ReceivedSpan(
        hex(span.getTraceId()),
        hex(span.getSpanId()),
        hex(span.getParentSpanId()),
        span.getName(),
        span.getKind().name().replace("SPAN_KIND_", "").toLowerCase(Locale.ROOT),
        span.getStatus().getCode() == StatusCode.STATUS_CODE_ERROR,
        span.getStartTimeUnixNano(),
        span.getEndTimeUnixNano(),
        texts(span.getAttributesList()),
        span.getEventsList().stream().map(Span.Event::getName).toList(),
        span.getLinksList().stream().map(link -> hex(link.getSpanId())).toList(),
        texts(resource));
  }

  private static String hex(ByteString bytes) {
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  private static Map<String, String> texts(List<KeyValue> pairs) {
    Map<String, String> texts = new TreeMap<>();
    pairs.forEach(pair -> texts.put(pair.getKey(), text(pair.getValue())));
    return texts;
  }

  private static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> Boolean.toString(value.getBoolValue());
      case INT_VALUE -> Long.toString(value.getIntValue());
      case DOUBLE_VALUE -> Double.toString(value.getDoubleValue());
      case ARRAY_VALUE ->
          value.getArrayValue().getValuesList().stream()
              .map(ReceivedSpan::text)
              .collect(Collectors.joining(", ", "[", "]"));
      default -> value.toString();
    };
  }
}
