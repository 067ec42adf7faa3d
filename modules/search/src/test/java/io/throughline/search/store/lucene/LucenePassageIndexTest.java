package io.throughline.search.store.lucene;

import static io.throughline.search.control.Samples.MODEL;
import static io.throughline.search.control.Samples.NOTES;
import static io.throughline.search.control.Samples.TENANT;
import static io.throughline.search.control.Samples.embedded;
import static io.throughline.search.control.Samples.key;
import static io.throughline.search.control.Samples.note;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.search.api.SearchDocument;
import io.throughline.search.control.DocumentStore;
import io.throughline.search.control.PassageHit;
import io.throughline.search.control.PassageIndex;
import io.throughline.search.control.PassageIndexContract;
import io.throughline.search.store.SearchDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LucenePassageIndexTest implements PassageIndexContract {

  @TempDir Path directory;

  private SearchDatabase database;
  private RunningIndex running;

  @BeforeEach
  void open() throws Exception {
    database = SearchDatabase.h2("lucene");
    running = start(MODEL.id());
  }

  @AfterEach
  void close() throws Exception {
    running.close();
    database.execute("drop all objects");
    database.close();
  }

  private RunningIndex start(String model) {
    return new RunningIndex(directory, documents(), model);
  }

  @Override
  public DocumentStore documents() {
    return database.documents();
  }

  @Override
  public PassageIndex index() {
    return running.index();
  }

  @Test
  void whatAnotherNodeWritesIsFoundSoon() {
    write("a", "the harbour freezes");

    awaitFound("harbour");
  }

  @Test
  void aStoppedIndexGoesOnWhereItWas() {
    announced("a", "the harbour freezes");
    assertThat(matching("harbour")).hasSize(1);
    running.close();
    documents().remove(key("a"));
    write("b", "a violin has four strings");

    running = start(MODEL.id());

    awaitFound("violin");
    assertThat(matching("harbour")).isEmpty();
  }

  @Test
  void anIndexThatIsGoneIsMadeAgain() throws IOException {
    announced("a", "the harbour freezes");
    running.close();
    deleteFiles("");

    running = start(MODEL.id());

    awaitFound("harbour");
  }

  @Test
  void anIndexThatCannotBeReadIsMadeAgain() throws IOException {
    announced("a", "the harbour freezes");
    running.close();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file :
          files.filter(f -> f.getFileName().toString().startsWith("segments_")).toList()) {
        Files.write(file, new byte[] {1, 2, 3});
      }
    }

    running = start(MODEL.id());

    awaitFound("harbour");
  }

  @Test
  void anIndexThatLacksAFileIsMadeAgain() throws IOException {
    announced("a", "the harbour freezes");
    running.close();
    deleteFiles("_");

    running = start(MODEL.id());

    awaitFound("harbour");
  }

  @Test
  void anIndexOfAnotherModelIsMadeAgain() {
    announced("a", "the harbour freezes");
    assertThat(nearest("harbour")).hasSize(1);
    running.close();

    running = start("another-model");

    awaitFound("harbour");
    assertThat(nearest("harbour")).isEmpty();
  }

  @Test
  void anIndexOfAnotherDatabaseIsMadeAgain() throws Exception {
    announced("a", "the harbour freezes");
    running.close();
    database.execute("drop all objects");
    database.close();
    database = SearchDatabase.h2("lucene");
    write("b", "a violin has four strings");

    running = start(MODEL.id());

    awaitFound("violin");
    assertThat(matching("harbour")).isEmpty();
  }

  @Test
  void aSearchThatIsInterruptedEndsAndDoesNoHarm() {
    announced("a", "the harbour freezes");
    assertThat(matching("harbour")).hasSize(1);

    Thread.currentThread().interrupt();
    assertThat(matching("harbour")).hasSize(1);

    assertThat(Thread.interrupted()).isTrue();
    announced("b", "a violin has four strings");
    assertThat(matching("violin")).hasSize(1);
  }

  private void write(String id, String text) {
    SearchDocument document = note(id, text);
    documents().put(document, embedded(document));
  }

  private void announced(String id, String text) {
    SearchDocument document = note(id, text);
    index().changed(documents().put(document, embedded(document)).change());
  }

  private void awaitFound(String word) {
    while (matching(word).isEmpty()) {
      Thread.onSpinWait();
    }
  }

  private List<PassageHit> matching(String text) {
    return index().matching(TENANT, NOTES, text, 5);
  }

  private List<PassageHit> nearest(String text) {
    return index().nearest(TENANT, NOTES, MODEL.embed(text), 5);
  }

  private void deleteFiles(String prefix) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(f -> f.getFileName().toString().startsWith(prefix)).toList()) {
        Files.delete(file);
      }
    }
  }
}
