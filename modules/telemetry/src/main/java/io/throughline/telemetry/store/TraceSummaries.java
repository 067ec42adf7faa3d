package io.throughline.telemetry.store;

import io.throughline.telemetry.store.TraceSummary.ServiceShare;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Traces in the JSON of Jaeger's {@code GET /api/v3/trace-summaries}, plus {@code
 * runningSpanCount}. As protobuf has it, 64-bit numbers are strings and what is zero or empty is
 * left out.
 */
public final class TraceSummaries {

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private TraceSummaries() {}

  /** {@code {"summaries":[...]}}. */
  public static JsonObject answer(List<TraceSummary> traces) {
    JsonArrayBuilder summaries = JSON.createArrayBuilder();
    traces.forEach(trace -> summaries.add(summary(trace)));
    return JSON.createObjectBuilder().add("summaries", summaries).build();
  }

  private static JsonObjectBuilder summary(TraceSummary trace) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("traceId", trace.traceId())
            .add("rootServiceName", trace.service())
            .add("rootOperationName", trace.operation())
            .add("minStartTimeUnixNano", Long.toString(trace.startNanos()))
            .add("maxEndTimeUnixNano", Long.toString(trace.endNanos()))
            .add("spanCount", trace.spans());
    addUnlessZero(json, "errorSpanCount", trace.errors());
    addUnlessZero(json, "orphanSpanCount", trace.orphans());
    addUnlessZero(json, "runningSpanCount", trace.running());
    return json.add("services", services(trace.services()));
  }

  private static JsonArrayBuilder services(Map<String, ServiceShare> services) {
    JsonArrayBuilder list = JSON.createArrayBuilder();
    new TreeMap<>(services)
        .forEach(
            (name, share) -> {
              JsonObjectBuilder service =
                  JSON.createObjectBuilder().add("name", name).add("spanCount", share.spans());
              addUnlessZero(service, "errorSpanCount", share.errors());
              list.add(service);
            });
    return list;
  }

  private static void addUnlessZero(JsonObjectBuilder json, String name, int count) {
    if (count != 0) {
      json.add(name, count);
    }
  }
}
