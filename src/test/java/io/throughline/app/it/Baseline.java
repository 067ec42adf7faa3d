package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What a server keeps at a moment, to see that a bad request left nothing behind. */
record Baseline(LibertyServer server, List<String> objects, int jobs) {

  /** Waits for the jobs of other tests, which may still write or delete something. */
  static Baseline of(LibertyServer server) throws IOException {
    Await.until(
        "no job waits or runs",
        Duration.ofSeconds(60),
        () -> jobs(server, "?status=pending") + jobs(server, "?status=running") == 0);
    return new Baseline(server, objects(server), jobs(server, ""));
  }

  /** For when the answer has come: then all is over. */
  void assertUnchanged() throws IOException {
    assertThat(objects(server)).isEqualTo(objects);
    assertThat(jobs(server, "")).isEqualTo(jobs);
  }

  /** For when there is no answer to wait for. */
  void awaitUnchanged() throws IOException {
    Await.until(
        "the server has cleaned up", Duration.ofSeconds(30), () -> objects(server).equals(objects));
    assertUnchanged();
  }

  private static List<String> objects(LibertyServer server) throws IOException {
    return StoredObjects.of(server).all();
  }

  private static int jobs(LibertyServer server, String filter) throws IOException {
    return server.client().get("/api/v1/jobs" + filter).json().getInt("total");
  }
}
