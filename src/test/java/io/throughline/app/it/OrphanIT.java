package io.throughline.app.it;

import static io.throughline.app.it.trace.ExpectedSpan.Kind.INTERNAL;
import static io.throughline.app.it.trace.ExpectedSpan.span;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.Transcriptions.Submitted;
import io.throughline.app.it.trace.RecordedTrace;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What nobody needs goes from a running server's storage; what a job needs stays, however old. */
class OrphanIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static LibertyServer server;

  @BeforeAll
  static void start() throws Exception {
    server =
        ServerExtension.scripted("orphans")
            .with("throughline.orphan.age", "PT2H")
            .with("throughline.orphan.interval", "PT1S");
    server.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void oldObjectsThatNoRowHasGoInOneTraceAndThoseOfAJobStay() throws Exception {
    Transcriptions transcriptions = Transcriptions.on(server);
    Submitted job = transcriptions.submit(Form.of(Recording.meeting(1)));
    transcriptions.completed(job);
    List<String> needed = StoredObjects.of(server).all();
    for (String key : needed) {
      age(object(key));
    }

    plant("uploads/orphan");
    assertThat(StoredObjects.of(server).all()).as("those of the job").isEqualTo(needed);
    RecordedTrace.of(onlySweep())
        .assertIs(
            span("scheduler.collect_orphans", INTERNAL)
                .with("objects.count", 1)
                .with("uploads.count", 0));

    plant("results/" + job.id() + "/99.json");
    assertThat(StoredObjects.of(server).all()).as("those of the job").isEqualTo(needed);
    assertThat(server.client().get(job.path() + "/audio").status()).isEqualTo(200);
    assertThat(server.messages())
        .anyMatch(line -> line.contains("removed 0 uploads without a job and 1 objects without"));
  }

  /** Leaves an old object that no row has, and waits until it is gone. */
  private static void plant(String key) throws IOException {
    Path orphan = object(key);
    Files.createDirectories(orphan.getParent());
    age(Files.createFile(orphan));
    Await.until(key + " is gone", LIMIT, () -> Files.notExists(orphan));
  }

  private static Path object(String key) {
    return server.data().resolve("objects").resolve(key);
  }

  private static void age(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
  }

  private static JsonObject onlySweep() {
    return Await.result(
        "the sweep has a trace",
        LIMIT,
        () -> {
          JsonObject answer =
              server
                  .client()
                  .get("/api/traces?service=throughline&operation=scheduler.collect_orphans")
                  .json();
          List<JsonObject> traces =
              answer.getJsonArray("data").getValuesAs(JsonValue::asJsonObject);
          assertThat(traces).hasSizeLessThan(2);
          return Optional.of(answer).filter(any -> !traces.isEmpty());
        });
  }
}
