package io.throughline.search.boundary;

import io.throughline.search.api.DocumentKey;
import io.throughline.search.api.InvalidSearchException;
import io.throughline.search.control.QueryLog;
import io.throughline.search.control.QueryLog.Feedback;
import io.throughline.search.control.SearchAnswer;
import io.throughline.search.control.SearchPipeline;
import io.throughline.search.control.SearchQuestion;
import io.throughline.search.control.SearchStatus;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Questions about everything the server has seen, and what people think of the answers. */
@Path("/api/search")
@Produces(MediaType.APPLICATION_JSON)
public class SearchResource {

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private static final int TOP_K = 10;
  private static final int MOST_RESULTS = 50;
  private static final int MOST_COLLECTIONS = 20;
  private static final int LONGEST_FEEDBACK = 2000;

  @Inject SearchPipeline pipeline;
  @Inject SearchStatus status;
  @Inject QueryLog log;
  @Inject Clock clock;

  /** Answers a question; 429 when the caller has asked too much, 504 when it takes too long. */
  @POST
  @Path("query")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response query(
      InputStream body, @Context SecurityContext security, @Context HttpServletRequest request)
      throws IOException {
    JsonBody json = JsonBody.read(body, Set.of("query", "bypass_cache", "top_k", "collections"));
    SearchQuestion question =
        new SearchQuestion(
            DocumentKey.DEFAULT_TENANT,
            security.getUserPrincipal() == null
                ? request.getRemoteAddr()
                : security.getUserPrincipal().getName(),
            json.required("query"),
            json.texts("collections", MOST_COLLECTIONS),
            json.integer("top_k", TOP_K, 1, MOST_RESULTS),
            json.flag("bypass_cache"));
    if (question.bypassCache() && !security.isUserInRole(AdminOnly.ROLE)) {
      throw new ForbiddenException("bypass_cache is for admins");
    }
    SearchAnswer answer = pipeline.ask(question);
    Response.ResponseBuilder response = Response.ok(json(answer));
    answer.limit().fields().forEach(response::header);
    return response.build();
  }

  private static JsonObject json(SearchAnswer answer) {
    return JSON.createObjectBuilder()
        .add("query_id", answer.queryId())
        .addAll(JSON.createObjectBuilder(answer.found()))
        .add("latency_ms", Math.round(answer.latency().toNanos() / 1e4) / 100.0)
        .add("cached", answer.cached())
        .build();
  }

  /** Takes what somebody thinks of an answer; what was thought before is replaced. */
  @POST
  @Path("feedback")
  @Consumes(MediaType.APPLICATION_JSON)
  public JsonObject feedback(InputStream body) throws IOException {
    JsonBody json = JsonBody.read(body, Set.of("query_id", "rating", "feedback_text"));
    String id = json.required("query_id");
    Optional<String> text = json.text("feedback_text").map(String::strip).filter(t -> !t.isEmpty());
    if (text.filter(t -> t.length() > LONGEST_FEEDBACK || t.indexOf('\0') >= 0).isPresent()) {
      throw new InvalidSearchException(
          "feedback_text", "must have at most " + LONGEST_FEEDBACK + " characters, none of them 0");
    }
    Feedback feedback = new Feedback(isPositive(json.required("rating")), text, clock.instant());
    if (!log.rate(DocumentKey.DEFAULT_TENANT, id, feedback)) {
      throw new NotFoundException("there is no such query");
    }
    return JSON.createObjectBuilder().add("query_id", id).add("status", "recorded").build();
  }

  private static boolean isPositive(String rating) {
    return switch (rating.toLowerCase(Locale.ROOT)) {
      case "positive" -> true;
      case "negative" -> false;
      default -> throw new InvalidSearchException("rating", "must be positive or negative");
    };
  }

  /** What search works with, and whether it answers now. */
  @GET
  @Path("health")
  public JsonObject health() {
    return StatusJson.of(status.look());
  }
}
