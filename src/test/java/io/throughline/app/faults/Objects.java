package io.throughline.app.faults;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Object storage, read past the server. */
@FunctionalInterface
interface Objects {

  /** The content under a key, if there is one. */
  Optional<String> read(String key) throws IOException;

  /** The objects of a server without a bucket. */
  static Objects in(Path directory) {
    return key -> {
      Path file = directory.resolve(key);
      return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    };
  }

  /** The objects of a bucket that lets everybody read. */
  static Objects in(URI bucket) {
    HttpClient client = HttpClient.newHttpClient();
    return key -> {
      try {
        HttpResponse<String> answer =
            client.send(
                HttpRequest.newBuilder(URI.create(bucket + "/" + key)).build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        return Optional.of(answer).filter(a -> a.statusCode() == 200).map(HttpResponse::body);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    };
  }
}
