package io.throughline.telemetry.boundary;

import io.opentelemetry.sdk.trace.data.SpanData;
import io.throughline.telemetry.store.ChromeTrace;
import io.throughline.telemetry.store.KeptTimelines;
import io.throughline.telemetry.store.SpanStore;
import io.throughline.telemetry.store.TraceTree;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** The trace page, and for terminals a trace as text. */
@TraceAccess
@Path("traces")
public class TraceResource {

  @Inject SpanStore store;
  @Inject PageFiles files;
  @Inject PageData data;
  @Inject KeptTimelines timelines;

  /** The page that searches. */
  @GET
  public Response page() {
    return files.index();
  }

  /**
   * One trace: the page for a browser, an indented tree for everything else and for {@code
   * format=text}. The page comes for traces that are not known, too, and says so itself.
   */
  @GET
  @Path("{traceId: [0-9a-f]{32}}")
  public Response trace(
      @PathParam("traceId") String traceId,
      @QueryParam("format") String format,
      @Context HttpHeaders headers) {
    return !"text".equals(format) && wantsPage(headers) ? files.index() : tree(traceId);
  }

  /** Only who names HTML gets it: {@code curl} accepts everything and wants the text. */
  private static boolean wantsPage(HttpHeaders headers) {
    return headers.getAcceptableMediaTypes().stream()
        .anyMatch(type -> !type.isWildcardType() && type.isCompatible(MediaType.TEXT_HTML_TYPE));
  }

  private Response tree(String traceId) {
    return Response.ok(TraceTree.render(known(traceId)), "text/plain; charset=utf-8")
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .build();
  }

  private List<SpanData> known(String traceId) {
    List<SpanData> spans = store.trace(traceId);
    if (spans.isEmpty()) {
      throw new NotFoundException("no such trace is kept here; it may have been evicted");
    }
    return spans;
  }

  /** A trace, and every slice that was kept beside it, for Perfetto and chrome://tracing. */
  @GET
  @Path("{traceId: [0-9a-f]{32}}/timeline")
  @Produces(MediaType.APPLICATION_JSON)
  public JsonObject timeline(@PathParam("traceId") String traceId) {
    return ChromeTrace.of(known(traceId), timelines);
  }

  /** What was logged in the spans of a trace. */
  @GET
  @Path("{traceId: [0-9a-f]{32}}/logs")
  @Produces(MediaType.APPLICATION_JSON)
  public JsonObject logs(@PathParam("traceId") String traceId) {
    return data.logs(traceId);
  }

  /** The server's time and what the page has to know of its settings. */
  @GET
  @Path("about")
  @Produces(MediaType.APPLICATION_JSON)
  public JsonObject about() {
    return data.about();
  }

  /** One of the page's files. */
  @GET
  @Path("app/{name}")
  public Response file(@PathParam("name") String name) {
    return files.file(name);
  }
}
