package io.throughline.search.boundary;

import io.throughline.search.api.DocumentKey;
import io.throughline.search.api.InvalidSearchException;
import io.throughline.search.api.SearchDocument;
import io.throughline.search.control.DocumentStore.DocumentEntry;
import io.throughline.search.control.DocumentStore.StoredDocument;
import io.throughline.search.control.Documents;
import io.throughline.search.control.RankedPassage;
import io.throughline.telemetry.api.SpanBody;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Collections of documents: write, read, list, delete, ask. */
@Path("/api/v1/collections")
@Produces(MediaType.APPLICATION_JSON)
public class CollectionResource {

  private static final String PATH = "/api/v1/collections/";
  private static final int PAGE_SIZE = 20;
  private static final int LAST_PAGE = 100_000;
  private static final int TOP_K = 10;
  private static final int MOST_RESULTS = 50;
  private static final int LONGEST_QUERY = 500;

  @Inject Documents documents;
  @Inject Telemetry telemetry;

  @Inject
  @ConfigProperty(name = "throughline.search.max-document-bytes", defaultValue = "4194304")
  long maxBytes;

  /** The collections that have documents. */
  @GET
  public JsonObject list() {
    return DocumentJson.collections(documents.collections(DocumentKey.DEFAULT_TENANT));
  }

  /** A page of a collection's documents, the last changed first. */
  @GET
  @Path("{collection}/documents")
  public JsonObject list(
      @PathParam("collection") String collection,
      @QueryParam("page") @DefaultValue("1") String pageText) {
    int page = page(pageText);
    List<DocumentEntry> found =
        documents.list(
            DocumentKey.DEFAULT_TENANT,
            CollectionName.toRead(collection),
            (page - 1) * PAGE_SIZE,
            PAGE_SIZE);
    if (found.isEmpty()) {
      requireDocuments(collection);
    }
    return DocumentJson.page(found, page, PAGE_SIZE);
  }

  private static int page(String text) {
    try {
      int page = Integer.parseInt(text);
      if (page >= 1 && page <= LAST_PAGE) {
        return page;
      }
    } catch (NumberFormatException e) {
      // falls through to the one answer for every wrong number
    }
    throw new InvalidSearchException("page", "must be a whole number from 1 to " + LAST_PAGE);
  }

  /** Puts a document into a collection; one with the same id, if it has one, is replaced. */
  @POST
  @Path("{collection}/documents")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response create(
      @PathParam("collection") String collection,
      @HeaderParam(HttpHeaders.CONTENT_LENGTH) @DefaultValue("-1") long length,
      InputStream body) {
    String name = CollectionName.toWrite(collection);
    return inSpan(
        "documents.create",
        name,
        span -> {
          DocumentForm form = DocumentForm.read(new CappedBody(body, length, maxBytes));
          return put(form, key(name, form.id().orElseGet(() -> UUID.randomUUID().toString())));
        });
  }

  /** Puts a document in place of the one with this id, if there is one. */
  @PUT
  @Path("{collection}/documents/{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response update(
      @PathParam("collection") String collection,
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.CONTENT_LENGTH) @DefaultValue("-1") long length,
      InputStream body) {
    DocumentKey key = key(CollectionName.toWrite(collection), id);
    return inSpan(
        "documents.update",
        key.collection(),
        span -> {
          DocumentForm form = DocumentForm.read(new CappedBody(body, length, maxBytes));
          if (!form.id().orElse(id).equals(id)) {
            throw new InvalidSearchException("id", "must be the one in the path, or left out");
          }
          return put(form, key);
        });
  }

  private Response put(DocumentForm form, DocumentKey key) {
    SearchDocument document = form.document(key);
    boolean created = documents.write(document);
    JsonObject answer = DocumentJson.written(document);
    return created
        ? Response.created(URI.create(PATH + key.collection() + "/documents/" + key.id()))
            .entity(answer)
            .build()
        : Response.ok(answer).build();
  }

  /** One document with its passages. */
  @GET
  @Path("{collection}/documents/{id}")
  public JsonObject read(@PathParam("collection") String collection, @PathParam("id") String id) {
    return DocumentJson.document(known(key(CollectionName.toRead(collection), id)));
  }

  /** Takes a document out. */
  @DELETE
  @Path("{collection}/documents/{id}")
  public Response delete(@PathParam("collection") String collection, @PathParam("id") String id) {
    DocumentKey key = key(CollectionName.toWrite(collection), id);
    if (!inSpan("documents.delete", key.collection(), span -> documents.remove(key))) {
      throw unknown();
    }
    return Response.noContent().build();
  }

  /** The best passages of a collection for a question. */
  @POST
  @Path("{collection}/query")
  @Consumes(MediaType.APPLICATION_JSON)
  public JsonObject query(@PathParam("collection") String collection, InputStream body)
      throws IOException {
    String name = CollectionName.toRead(collection);
    List<RankedPassage> found =
        inSpan(
            "documents.query",
            name,
            span -> {
              JsonBody json = JsonBody.read(body, Set.of("query", "top_k"));
              int topK = json.integer("top_k", TOP_K, 1, MOST_RESULTS);
              List<RankedPassage> best =
                  documents.query(DocumentKey.DEFAULT_TENANT, name, question(json), topK);
              span.set("top_k", topK);
              span.set("result_count", best.size());
              return best;
            });
    if (found.isEmpty()) {
      requireDocuments(name);
    }
    return DocumentJson.results(found);
  }

  private static String question(JsonBody json) {
    String question = json.required("query");
    if (question.isBlank() || question.codePointCount(0, question.length()) > LONGEST_QUERY) {
      throw new InvalidSearchException("query", "must have 1 to " + LONGEST_QUERY + " characters");
    }
    return question;
  }

  private void requireDocuments(String collection) {
    if (documents.collections(DocumentKey.DEFAULT_TENANT).stream()
        .noneMatch(known -> known.name().equals(collection))) {
      throw new NotFoundException("there is no such collection: it has no documents");
    }
  }

  private StoredDocument known(DocumentKey key) {
    return documents.find(key).orElseThrow(CollectionResource::unknown);
  }

  private <T, X extends Exception> T inSpan(String name, String collection, SpanBody<T, X> body)
      throws X {
    return telemetry.inSpan(SpanSpec.internal(name).with("db.collection.name", collection), body);
  }

  private static DocumentKey key(String collection, String id) {
    return new DocumentKey(DocumentKey.DEFAULT_TENANT, collection, DocumentForm.requireId(id));
  }

  private static NotFoundException unknown() {
    return new NotFoundException("there is no such document");
  }
}
