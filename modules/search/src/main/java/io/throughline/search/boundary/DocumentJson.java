package io.throughline.search.boundary;

import io.throughline.search.api.Moment;
import io.throughline.search.api.Passage;
import io.throughline.search.api.SearchDocument;
import io.throughline.search.control.DocumentStore.CollectionSummary;
import io.throughline.search.control.DocumentStore.DocumentEntry;
import io.throughline.search.control.DocumentStore.StoredDocument;
import io.throughline.search.control.RankedPassage;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.util.List;
import java.util.Map;

/** Documents, collections and what was found, as clients get them. */
final class DocumentJson {

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private DocumentJson() {}

  static JsonObject collections(List<CollectionSummary> collections) {
    JsonArrayBuilder list = JSON.createArrayBuilder();
    for (CollectionSummary collection : collections) {
      list.add(
          JSON.createObjectBuilder()
              .add("name", collection.name())
              .add("documents", collection.documents())
              .add("passages", collection.passages())
              .add("read_only", CollectionName.isOwn(collection.name()))
              .add("updated_at", collection.updated().toString()));
    }
    return JSON.createObjectBuilder().add("collections", list).build();
  }

  static JsonObject page(List<DocumentEntry> documents, int page, int pageSize) {
    JsonArrayBuilder list = JSON.createArrayBuilder();
    for (DocumentEntry entry : documents) {
      JsonObjectBuilder json = JSON.createObjectBuilder().add("id", entry.key().id());
      entry.title().ifPresent(title -> json.add("title", title));
      entry.link().ifPresent(link -> json.add("link", link));
      list.add(
          json.add("kind", entry.kind().id())
              .add("metadata", metadata(entry.metadata()))
              .add("passages", entry.passages())
              .add("created_at", entry.created().toString())
              .add("updated_at", entry.updated().toString()));
    }
    return JSON.createObjectBuilder()
        .add("documents", list)
        .add("page", page)
        .add("page_size", pageSize)
        .build();
  }

  /** What was written, in short: the client has the rest. */
  static JsonObject written(SearchDocument document) {
    return JSON.createObjectBuilder()
        .add("id", document.key().id())
        .add("collection", document.key().collection())
        .add("passages", document.passages().size())
        .build();
  }

  static JsonObject document(StoredDocument stored) {
    SearchDocument document = stored.document();
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("id", document.key().id())
            .add("collection", document.key().collection());
    document.title().ifPresent(title -> json.add("title", title));
    document.link().ifPresent(link -> json.add("link", link));
    JsonArrayBuilder passages = JSON.createArrayBuilder();
    for (int position = 0; position < document.passages().size(); position++) {
      passages.add(passage(document.passages().get(position), position));
    }
    return json.add("kind", document.kind().id())
        .add("metadata", metadata(document.metadata()))
        .add("passages", passages)
        .add("created_at", stored.created().toString())
        .add("updated_at", stored.updated().toString())
        .build();
  }

  static JsonObject results(List<RankedPassage> found) {
    JsonArrayBuilder results = JSON.createArrayBuilder();
    for (RankedPassage hit : found) {
      JsonObjectBuilder json = JSON.createObjectBuilder().add("id", hit.document().id());
      hit.title().ifPresent(title -> json.add("title", title));
      hit.link().ifPresent(link -> json.add("link", link));
      results.add(
          json.add("kind", hit.kind().id())
              .add("metadata", metadata(hit.metadata()))
              .add("passage", passage(hit.passage(), hit.position()))
              .add("score", hit.score()));
    }
    return JSON.createObjectBuilder().add("results", results).build();
  }

  private static JsonObjectBuilder passage(Passage passage, int position) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder().add("position", position).add("text", passage.text());
    passage.moment().ifPresent(moment -> add(moment, json));
    return json;
  }

  private static void add(Moment moment, JsonObjectBuilder json) {
    json.add("start", moment.start()).add("end", moment.end());
    moment.speaker().ifPresent(speaker -> json.add("speaker", speaker));
  }

  private static JsonObjectBuilder metadata(Map<String, String> metadata) {
    JsonObjectBuilder json = JSON.createObjectBuilder();
    metadata.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> json.add(entry.getKey(), entry.getValue()));
    return json;
  }
}
