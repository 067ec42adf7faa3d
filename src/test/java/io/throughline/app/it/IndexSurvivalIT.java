package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.OnServer.Flavour;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What was acknowledged is found, whatever happens to the server and its index. */
@OnServer(Flavour.SCRIPTED)
@Order(Integer.MAX_VALUE)
class IndexSurvivalIT {

  private static final int WRITERS = 2;
  private static final int ENOUGH = 60;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final LibertyServer server;
  private final DocumentCollection documents;
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

  IndexSurvivalIT(LibertyServer server) {
    this.server = server;
    this.documents = new DocumentCollection(server.client(), "survivors");
  }

  @Test
  void aServerThatIsKilledWhileItIndexesFindsAllThatItAcknowledged() throws Exception {
    List<Thread> writers = startWriters("killed");
    Await.until("enough is acknowledged", LIMIT, () -> acknowledged.size() >= ENOUGH);
    server.kill();
    for (Thread writer : writers) {
      writer.join();
    }

    server.start();

    assertAllAreFound();
  }

  @Test
  void aServerThatLostItsIndexMakesItAgain() throws Exception {
    for (int i = 0; i < 10; i++) {
      write("lost" + i);
    }
    server.stop();
    deleteTree(server.data().resolve("index"));

    server.start();

    assertAllAreFound();
  }

  private List<Thread> startWriters(String name) {
    List<Thread> writers = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      String prefix = name + (char) ('a' + writer);
      Thread thread = new Thread(() -> writeUntilTheServerIsGone(prefix), "writer-" + prefix);
      thread.start();
      writers.add(thread);
    }
    return writers;
  }

  private void writeUntilTheServerIsGone(String prefix) {
    try {
      for (int i = 0; ; i++) {
        write(prefix + i);
      }
    } catch (IOException theServerIsGone) {
      // what this was to show has begun
    }
  }

  /** The id is a word of the document, and of no other. */
  private void write(String id) throws IOException {
    Answer answer = documents.put(id, DocumentCollection.text("This one is called " + id + "."));
    if (answer.status() == 201) {
      acknowledged.add(id);
    }
  }

  private void assertAllAreFound() throws IOException {
    for (String id : acknowledged) {
      assertThat(documents.client().get(documents.document(id)).status()).isEqualTo(200);
      assertThat(documents.found(id)).describedAs(id).first().isEqualTo(id);
    }
  }

  private static void deleteTree(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
