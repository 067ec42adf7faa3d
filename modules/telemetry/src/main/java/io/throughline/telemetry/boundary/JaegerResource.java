package io.throughline.telemetry.boundary;

import io.throughline.telemetry.store.JaegerAnswer;
import io.throughline.telemetry.store.JaegerTrace;
import io.throughline.telemetry.store.SpanStore;
import io.throughline.telemetry.store.TraceSearch;
import io.throughline.telemetry.store.TraceSearch.Operation;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Recent traces of this server as Jaeger's classic query API gives them. */
@TraceAccess
@Path("api")
@Produces(MediaType.APPLICATION_JSON)
public class JaegerResource {

  private static final JsonProvider JSON = JsonProvider.provider();
  private static final int MAX_IDS = 100;

  @Inject SpanStore store;
  @Context UriInfo uri;

  /** Names of the services. */
  @GET
  @Path("services")
  public JsonObject services() {
    return JaegerAnswer.of(search().services());
  }

  /** Names of a service's spans. */
  @GET
  @Path("services/{service}/operations")
  public JsonObject operationNames(@PathParam("service") String service) {
    return JaegerAnswer.of(
        search().operations(service, "").stream().map(Operation::name).distinct().toList());
  }

  /** Names and kinds of a service's spans. */
  @GET
  @Path("operations")
  public JsonObject operations(
      @QueryParam("service") @DefaultValue("") String service,
      @QueryParam("spanKind") @DefaultValue("") String kind) {
    Set<Operation> operations = search().operations(service, kind);
    JsonArrayBuilder data = JSON.createArrayBuilder();
    operations.forEach(
        operation ->
            data.add(
                JSON.createObjectBuilder()
                    .add("name", operation.name())
                    .add("spanKind", operation.kind())));
    return JaegerAnswer.of(data, operations.size());
  }

  /** Calls from one service to another: none, because only spans of this one are kept. */
  @GET
  @Path("dependencies")
  public JsonObject dependencies() {
    return JaegerAnswer.of(List.of());
  }

  /** Traces that are as the parameters say, or those with the ids in {@code traceID}. */
  @GET
  @Path("traces")
  public JsonObject find() {
    List<String> ids = uri.getQueryParameters().get("traceID");
    Stream<String> found =
        ids == null
            ? search().find(new QueryParameters(uri.getQueryParameters()).classic()).stream()
                .map(summary -> summary.traceId())
            : ids.stream().limit(MAX_IDS).map(TraceIds::normal);
    return JaegerTrace.answer(store, found.toList());
  }

  /** One trace; 404 when it is not (or no longer) known. */
  @GET
  @Path("traces/{traceId}")
  public JsonObject trace(@PathParam("traceId") String traceId) {
    String id = TraceIds.normal(traceId);
    if (!store.has(id)) {
      throw JaegerRefusal.notFound();
    }
    return JaegerTrace.answer(store, List.of(id));
  }

  private TraceSearch search() {
    return new TraceSearch(store);
  }
}
