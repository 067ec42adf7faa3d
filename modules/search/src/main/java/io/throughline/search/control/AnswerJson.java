package io.throughline.search.control;

import io.throughline.search.api.Moment;
import io.throughline.search.control.FoundMedia.Item;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.util.List;

/** The part of an answer that is the same for everybody who asks the same, as clients get it. */
final class AnswerJson {

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private AnswerJson() {}

  static JsonObject of(
      WrittenAnswer answer, AnswerContext context, FoundMedia media, List<String> related) {
    JsonArrayBuilder sources = JSON.createArrayBuilder();
    for (int i = 0; i < context.sources().size(); i++) {
      sources.add(source(i + 1, context.sources().get(i)));
    }
    JsonArrayBuilder queries = JSON.createArrayBuilder();
    related.forEach(queries::add);
    return JSON.createObjectBuilder()
        .add("answer", answer.text())
        .add("sources", sources)
        .add(
            "media",
            JSON.createObjectBuilder()
                .add("videos", items(media.videos()))
                .add("images", items(media.images()))
                .add("audio", items(media.audio())))
        .add("related_queries", queries)
        .add("generator", answer.generator())
        .build();
  }

  /** Whether it has what the server itself reads of an answer; clients read the rest. */
  static boolean isAnswer(JsonObject json) {
    return json.get("generator") instanceof JsonString && json.get("sources") instanceof JsonArray;
  }

  /** The number is what the answer's {@code [1]} means. */
  private static JsonObjectBuilder source(int number, RankedPassage passage) {
    JsonObjectBuilder json =
        document(passage)
            .add("number", number)
            .add("position", passage.position())
            .add("text", passage.passage().text())
            .add("score", passage.score());
    passage.link().ifPresent(link -> json.add("link", link));
    JsonObjectBuilder metadata = JSON.createObjectBuilder();
    passage.metadata().forEach(metadata::add);
    return json.add("metadata", metadata);
  }

  private static JsonArrayBuilder items(List<Item> items) {
    JsonArrayBuilder array = JSON.createArrayBuilder();
    items.forEach(item -> array.add(document(item.passage()).add("link", item.link())));
    return array;
  }

  private static JsonObjectBuilder document(RankedPassage passage) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("collection", passage.document().collection())
            .add("id", passage.document().id())
            .add("kind", passage.kind().id());
    passage.title().ifPresent(title -> json.add("title", title));
    passage.passage().moment().ifPresent(moment -> moment(json, moment));
    return json;
  }

  private static void moment(JsonObjectBuilder json, Moment moment) {
    json.add("start", moment.start()).add("end", moment.end());
    moment.speaker().ifPresent(speaker -> json.add("speaker", speaker));
  }
}
