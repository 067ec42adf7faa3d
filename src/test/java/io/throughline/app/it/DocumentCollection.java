package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;

/** A collection of documents on a server. */
record DocumentCollection(Client client, String name) {

  static final String ROOT = "/api/v1/collections";

  String documents() {
    return ROOT + "/" + name + "/documents";
  }

  String document(String id) {
    return documents() + "/" + id;
  }

  String questions() {
    return ROOT + "/" + name + "/query";
  }

  static JsonObject text(String text) {
    return Json.createObjectBuilder().add("text", text).build();
  }

  Answer put(String id, JsonObject document) throws IOException {
    return send("PUT", document(id), BodyPublishers.ofString(document.toString()));
  }

  Answer post(String path, String body) throws IOException {
    return send("POST", path, BodyPublishers.ofString(body));
  }

  Answer send(String method, String path, BodyPublisher body) throws IOException {
    return client.send(
        client.request(path).header("Content-Type", "application/json").method(method, body));
  }

  Answer ask(String question) throws IOException {
    return post(questions(), Json.createObjectBuilder().add("query", question).build().toString());
  }

  /** Ids of the documents whose passages were found, best first. */
  List<String> found(String question) throws IOException {
    Answer answer = ask(question);
    assertThat(answer.status()).describedAs("%s", answer).isEqualTo(200);
    return answer.json().getJsonArray("results").getValuesAs(JsonObject.class).stream()
        .map(result -> result.getString("id"))
        .toList();
  }
}
