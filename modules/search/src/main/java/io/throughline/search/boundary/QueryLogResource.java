package io.throughline.search.boundary;

import io.throughline.search.api.DocumentKey;
import io.throughline.search.api.InvalidSearchException;
import io.throughline.search.control.QueryLog;
import io.throughline.search.control.QueryLog.RatedQuery;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** What was asked, as hashes and numbers, and what people thought of the answers. */
@Path("/api/admin/search")
@AdminOnly
@Produces(MediaType.APPLICATION_JSON)
public class QueryLogResource {

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private static final int PAGE = 100;
  private static final int MOST_DAYS = 3650;

  @Inject QueryLog log;
  @Inject Clock clock;

  /** A page of queries, newest first. */
  @GET
  @Path("queries")
  public JsonObject queries(@QueryParam("page") String pageText) {
    int page = page(pageText);
    return page("queries", page, log.list(DocumentKey.DEFAULT_TENANT, (page - 1) * PAGE, PAGE));
  }

  /** A page of the queries that somebody rated, newest first, with what was written. */
  @GET
  @Path("feedback")
  public JsonObject feedback(@QueryParam("page") String pageText) {
    int page = page(pageText);
    return page("feedback", page, log.rated(DocumentKey.DEFAULT_TENANT, (page - 1) * PAGE, PAGE));
  }

  /** Sums over the queries of the last days. */
  @GET
  @Path("queries/statistics")
  public JsonObject statistics(@QueryParam("days") String daysText) {
    int days = number("days", daysText, MOST_DAYS);
    return QueryLogJson.of(
        log.statistics(DocumentKey.DEFAULT_TENANT, clock.instant().minus(Duration.ofDays(days))),
        days);
  }

  private static JsonObject page(String name, int page, List<RatedQuery> queries) {
    JsonArrayBuilder array = JSON.createArrayBuilder();
    queries.forEach(query -> array.add(QueryLogJson.of(query)));
    return JSON.createObjectBuilder()
        .add(name, array)
        .add("page", page)
        .add("page_size", PAGE)
        .build();
  }

  private static int page(String text) {
    return number("page", text, Integer.MAX_VALUE / PAGE);
  }

  private static int number(String name, String text, int most) {
    try {
      int number = text == null || text.isBlank() ? 1 : Integer.parseInt(text.strip());
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // falls through to the one answer for every wrong number
    }
    throw new InvalidSearchException(name, "must be a whole number from 1 to " + most);
  }
}
