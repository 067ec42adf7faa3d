package io.throughline.search.boundary;

import io.throughline.search.control.DocumentStore;
import io.throughline.search.control.DocumentStore.ChangePosition;
import io.throughline.search.control.DocumentStore.Totals;
import io.throughline.search.control.Embedder;
import io.throughline.search.control.PassageIndex;
import io.throughline.search.control.PassageIndex.IndexState;
import io.throughline.search.control.Reindex;
import io.throughline.search.control.Reindex.Progress;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The index, for those who run the server. */
@Path("/api/admin/search")
@AdminOnly
@Produces(MediaType.APPLICATION_JSON)
public class SearchAdminResource {

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  @Inject DocumentStore documents;
  @Inject PassageIndex index;
  @Inject Embedder embedder;
  @Inject Reindex reindex;

  /** Begins a reindex in the background, unless one is running. */
  @POST
  @Path("reindex")
  public Response reindex() {
    return Response.accepted(json(reindex.start()).build()).build();
  }

  /** What there is to find, how the index is doing, and how far a reindex is. */
  @GET
  @Path("stats")
  public JsonObject stats() {
    Totals totals = documents.totals(embedder.model());
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("documents", totals.documents())
            .add("passages", totals.passages())
            .add("without_embeddings", totals.withoutEmbeddings());
    embedder.model().ifPresent(model -> json.add("embedding_model", model));
    return json.add("index", state()).add("reindex", json(reindex.progress())).build();
  }

  private JsonObjectBuilder state() {
    IndexState state = index.state();
    ChangePosition position = documents.position();
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("kind", state.kind())
            .add("vector_search", state.vectorSearch());
    if (state.change() >= 0) {
      json.add("changes_behind", Math.max(0, position.last() - state.change()));
    }
    if (state.bytes() >= 0) {
      json.add("size_bytes", state.bytes());
    }
    return json;
  }

  private static JsonObjectBuilder json(Progress progress) {
    JsonObjectBuilder json = JSON.createObjectBuilder().add("running", progress.running());
    progress.startedAt().ifPresent(time -> json.add("started_at", time.toString()));
    progress.finishedAt().ifPresent(time -> json.add("finished_at", time.toString()));
    return json.add("documents_added", progress.added())
        .add("documents_embedded", progress.embedded())
        .add("documents_failed", progress.failed());
  }
}
