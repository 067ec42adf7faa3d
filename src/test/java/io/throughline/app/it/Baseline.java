package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What a server keeps at a moment, to see that a bad request left nothing behind. */
record Baseline(LibertyServer server, List<String> objects, int jobs) {

  static Baseline of(LibertyServer server) throws IOException {
    return new Baseline(server, objects(server), jobs(server));
  }

  /** For when the answer has come: then all is over. */
  void assertUnchanged() throws IOException {
    assertThat(objects(server)).isEqualTo(objects);
    assertThat(jobs(server)).isEqualTo(jobs);
  }

  /** For when there is no answer to wait for. */
  void awaitUnchanged() throws IOException {
    Await.until(
        "the server has cleaned up", Duration.ofSeconds(30), () -> objects(server).equals(objects));
    assertUnchanged();
  }

  /** Without results: jobs of other tests may still write some. */
  private static List<String> objects(LibertyServer server) throws IOException {
    return StoredObjects.of(server).all().stream()
        .filter(key -> !key.startsWith("results/"))
        .toList();
  }

  private static int jobs(LibertyServer server) throws IOException {
    return server.client().get("/api/v1/jobs").json().getInt("total");
  }
}
