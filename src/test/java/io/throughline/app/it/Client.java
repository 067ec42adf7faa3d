package io.throughline.app.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Talks HTTP to a server. */
public final class Client {

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private static final Duration LIMIT = Duration.ofSeconds(150);

  private final URI server;

  Client(URI server) {
    this.server = server;
  }

  URI server() {
    return server;
  }

  public Answer get(String path) throws IOException {
    return send(request(path).GET());
  }

  Answer delete(String path) throws IOException {
    return send(request(path).DELETE());
  }

  /** Posts without a body. */
  public Answer post(String path) throws IOException {
    return send(request(path).POST(BodyPublishers.noBody()));
  }

  /**
   * Posts a form.
   *
   * @param headers names and values in turn
   */
  Answer post(String path, Form form, String... headers) throws IOException {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", form.contentType())
            .POST(BodyPublishers.ofByteArray(form.bytes()));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  /**
   * Follows an answer that comes line by line, such as server-sent events.
   *
   * @param headers names and values in turn
   */
  List<String> follow(String path, String... headers) {
    List<String> lines = new CopyOnWriteArrayList<>();
    HttpRequest.Builder request = request(path).GET();
    HTTP.sendAsync(
            (headers.length == 0 ? request : request.headers(headers)).build(),
            BodyHandlers.ofLines())
        .thenAccept(answer -> answer.body().forEach(lines::add));
    return lines;
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path)).timeout(LIMIT);
  }

  public Answer send(HttpRequest.Builder request) throws IOException {
    try {
      return new Answer(HTTP.send(request.build(), BodyHandlers.ofByteArray()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
