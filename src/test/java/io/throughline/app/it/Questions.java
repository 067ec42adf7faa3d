package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/** Puts documents into a server and asks it questions. */
record Questions(Client client) {

  static final String PATH = "/api/search/query";
  static final String FEEDBACK = "/api/search/feedback";
  static final String COLLECTION = "bridges";

  static Questions on(LibertyServer server) {
    return new Questions(server.client());
  }

  /** Three documents about bridges, in a collection of their own. */
  Questions withBridges() throws IOException {
    put(
        "steel",
        "The steel bridge",
        "The bridge across the harbour opened in 1932. It is of steel.");
    put("stone", "The stone bridge", "The stone bridge in the old town has sixteen arches.");
    put("ferry", "The ferry", "Before there was a crossing, a ferry left every hour.");
    return this;
  }

  void put(String id, String title, String text) throws IOException {
    JsonObject document = Json.createObjectBuilder().add("title", title).add("text", text).build();
    HttpRequest.Builder request =
        client
            .request("/api/v1/collections/" + COLLECTION + "/documents/" + id)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(document.toString()));
    assertThat(client.send(request).status()).isIn(200, 201);
  }

  /** Asks about bridges. */
  Answer ask(String query) throws IOException {
    return ask(query, COLLECTION);
  }

  /** Asks about what is in a collection. */
  Answer ask(String query, String collection) throws IOException {
    return post(
        PATH,
        Json.createObjectBuilder()
            .add("query", query)
            .add("collections", Json.createArrayBuilder().add(collection))
            .build()
            .toString());
  }

  JsonObject answered(String query) throws IOException {
    Answer answer = ask(query);
    assertThat(answer.status()).describedAs("%s", answer).isEqualTo(200);
    return answer.json();
  }

  /**
   * Posts JSON, or what is none.
   *
   * @param headers names and values in turn
   */
  Answer post(String path, String body, String... headers) throws IOException {
    HttpRequest.Builder request =
        client
            .request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    return client.send(headers.length == 0 ? request : request.headers(headers));
  }
}
