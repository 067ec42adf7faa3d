package io.throughline.telemetry.boundary;

import io.opentelemetry.sdk.trace.data.SpanData;
import io.throughline.telemetry.store.OtlpTraces;
import io.throughline.telemetry.store.SpanStore;
import io.throughline.telemetry.store.TraceQuery;
import io.throughline.telemetry.store.TraceSearch;
import io.throughline.telemetry.store.TraceSummaries;
import io.throughline.telemetry.store.TraceSummary;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.function.Supplier;

/** Recent traces of this server as Jaeger's API v3 gives them, which jaeger-ui asks. */
@TraceAccess
@Path("api/v3")
@Produces(MediaType.APPLICATION_JSON)
public class JaegerV3Resource {

  private static final JsonProvider JSON = JsonProvider.provider();

  @Inject SpanStore store;
  @Context UriInfo uri;

  /** Names of the services. */
  @GET
  @Path("services")
  public JsonObject services() {
    return JSON.createObjectBuilder()
        .add("services", JSON.createArrayBuilder(search().services()))
        .build();
  }

  /** Names and kinds of a service's spans. */
  @GET
  @Path("operations")
  public JsonObject operations() {
    QueryParameters given = parameters();
    JsonArrayBuilder operations = JSON.createArrayBuilder();
    search()
        .operations(given.text("service"), given.text(given.name("spanKind", "span_kind")))
        .forEach(
            operation ->
                operations.add(
                    JSON.createObjectBuilder()
                        .add("name", operation.name())
                        .add("spanKind", operation.kind())));
    return JSON.createObjectBuilder().add("operations", operations).build();
  }

  /** The newest traces that are as the parameters say, in one line each. */
  @GET
  @Path("trace-summaries")
  public JsonObject summaries() {
    return TraceSummaries.answer(search().find(query()));
  }

  /** The same with all their spans, as OTLP has them; 404 when there are none. */
  @GET
  @Path("traces")
  public JsonObject find() {
    return found(
        search().find(query()).stream()
            .map(TraceSummary::traceId)
            .map(store::trace)
            .flatMap(List::stream)
            .toList());
  }

  /** One trace as OTLP has it; 404 when it is not (or no longer) known. */
  @GET
  @Path("traces/{traceId}")
  public JsonObject trace(@PathParam("traceId") String traceId) {
    return found(store.trace(v3(() -> TraceIds.normal(traceId))));
  }

  private static JsonObject found(List<SpanData> spans) {
    if (spans.isEmpty()) {
      throw JaegerRefusal.notFound().asV3();
    }
    return OtlpTraces.answer(spans);
  }

  private TraceQuery query() {
    return v3(() -> parameters().v3());
  }

  private QueryParameters parameters() {
    return new QueryParameters(uri.getQueryParameters());
  }

  private static <T> T v3(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (JaegerRefusal refusal) {
      throw refusal.asV3();
    }
  }

  private TraceSearch search() {
    return new TraceSearch(store);
  }
}
