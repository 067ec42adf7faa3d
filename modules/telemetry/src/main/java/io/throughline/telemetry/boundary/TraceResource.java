package io.throughline.telemetry.boundary;

import io.opentelemetry.sdk.trace.data.SpanData;
import io.throughline.telemetry.store.JaegerTrace;
import io.throughline.telemetry.store.SpanStore;
import io.throughline.telemetry.store.TraceTree;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** Recent traces of this server: Jaeger's JSON and a plain-text tree. */
@Path("/")
public class TraceResource {

  @Inject SpanStore store;

  /** One trace as Jaeger's query API gives it; 404 when it is not (or no longer) known. */
  @GET
  @Path("api/traces/{traceId: [0-9a-f]{32}}")
  @Produces(MediaType.APPLICATION_JSON)
  public JsonObject jaeger(@PathParam("traceId") String traceId) {
    return JaegerTrace.answer(known(traceId));
  }

  /** One trace as an indented tree. */
  @GET
  @Path("traces/{traceId: [0-9a-f]{32}}")
  @Produces("text/plain; charset=utf-8")
  public String tree(@PathParam("traceId") String traceId) {
    return TraceTree.render(known(traceId));
  }

  private List<SpanData> known(String traceId) {
    List<SpanData> spans = store.trace(traceId);
    if (spans.isEmpty()) {
      throw new NotFoundException("no such trace is kept here; it may have been evicted");
    }
    return spans;
  }
}
