package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;

/** Uploads in pieces, as tus 1.0 has them, said word by word. */
record Uploads(Client client) {

  static final String PATH = "/v1/uploads";
  static final String BYTES = "application/offset+octet-stream";

  static Uploads on(LibertyServer server) {
    return new Uploads(server.client());
  }

  /** Begins an upload and gives its path. */
  String begin(int length) throws IOException {
    Answer answer = create("Upload-Length", Integer.toString(length));
    assertThat(answer.status()).describedAs("%s", answer).isEqualTo(201);
    return URI.create(answer.header("Location").orElseThrow()).getPath();
  }

  /** Asks for an upload with these headers, names and values in turn. */
  Answer create(String... headers) throws IOException {
    return client.send(request(PATH).headers(headers).POST(BodyPublishers.noBody()));
  }

  /** Sends a stretch of a file where the upload should continue. */
  Answer append(String path, byte[] file, int from, int to, String... headers) throws IOException {
    HttpRequest.Builder request = patch(path, from, Arrays.copyOfRange(file, from, to));
    return client.send(headers.length == 0 ? request : request.headers(headers));
  }

  HttpRequest.Builder patch(String path, long offset, byte[] bytes) {
    return request(path)
        .header("Content-Type", BYTES)
        .header("Upload-Offset", Long.toString(offset))
        .method("PATCH", BodyPublishers.ofByteArray(bytes));
  }

  Answer head(String path) throws IOException {
    return client.send(request(path).method("HEAD", BodyPublishers.noBody()));
  }

  int offset(String path) throws IOException {
    Answer answer = head(path);
    assertThat(answer.status()).describedAs("%s", answer).isEqualTo(200);
    return Integer.parseInt(answer.header("Upload-Offset").orElseThrow());
  }

  Answer terminate(String path) throws IOException {
    return client.send(request(path).DELETE());
  }

  HttpRequest.Builder request(String path) {
    return client.request(path).header("Tus-Resumable", "1.0.0");
  }

  /** The form that makes a job of a complete upload. */
  static Form form(String path) {
    return new Form().field("upload_id", path.substring(path.lastIndexOf('/') + 1));
  }
}
