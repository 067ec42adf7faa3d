package io.throughline.search.store.scan;

import static io.throughline.search.control.Samples.MODEL;
import static io.throughline.search.control.Samples.NOTES;
import static io.throughline.search.control.Samples.TENANT;
import static io.throughline.search.control.Samples.embedded;
import static io.throughline.search.control.Samples.key;
import static io.throughline.search.control.Samples.note;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.search.api.SearchDocument;
import io.throughline.search.control.DocumentStore;
import io.throughline.search.control.PassageHit;
import io.throughline.search.control.PassageIndex;
import io.throughline.search.control.PassageIndexContract;
import io.throughline.search.store.SearchDatabase;
import io.throughline.search.store.lucene.LucenePassageIndex;
import io.throughline.telemetry.api.OutageLog;
import io.throughline.telemetry.api.Telemetry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ScannedPassageIndexTest implements PassageIndexContract {

  private static final Duration IDLE = Duration.ofSeconds(1);

  @TempDir Path directory;

  private final PlainVectorScanner scanner = new PlainVectorScanner();
  private SearchDatabase database;
  private LucenePassageIndex words;
  private ScannedPassageIndex index;
  private long nanos;

  @BeforeEach
  void open() throws Exception {
    database = SearchDatabase.h2("scanned");
    OutageLog outages =
        new OutageLog(
            Logger.getLogger(ScannedPassageIndexTest.class.getName()),
            "the card",
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    words =
        new LucenePassageIndex(
            directory, documents(), MODEL.id(), Duration.ofMillis(20), Telemetry.off(), outages);
    new Thread(words::follow, "follower").start();
    index =
        new ScannedPassageIndex(
            words, documents(), MODEL.id(), scanner, IDLE, Telemetry.off(), outages, () -> nanos);
  }

  @AfterEach
  void close() throws Exception {
    index.close();
    words.close();
    database.execute("drop all objects");
    database.close();
    assertThat(scanner.open).isZero();
  }

  @Override
  public DocumentStore documents() {
    return database.documents();
  }

  @Override
  public PassageIndex index() {
    return index;
  }

  @Test
  void whatAnotherNodeWritesIsFoundOnceItIsLookedFor() {
    assertThat(nearest("harbour")).isEmpty();
    write("a", "the harbour freezes");

    assertThat(nearest("harbour")).isEmpty();
    nanos += IDLE.toNanos();
    assertThat(nearest("harbour")).hasSize(1);
  }

  @Test
  void rowsMoveWhenDocumentsGoAndStayThoseOfTheirPassages() {
    announced("a", "the harbour freezes", "bread needs salt");
    announced("b", "a violin has four strings", "the sea is green");
    announced("c", "nobody reads this");
    announced("a", "winter is over");
    index.changed(documents().remove(key("c")).orElseThrow());

    assertThat(nearest("violin strings").get(0).passage().version())
        .isEqualTo(documents().version(key("b")).orElseThrow());
    assertThat(nearest("winter")).hasSize(3);
  }

  @Test
  void whenTheCardFailsTheIndexAnswersUntilItIsTriedAgain() {
    announced("a", "the harbour freezes");
    assertThat(nearest("harbour")).hasSize(1);
    scanner.broken = true;

    assertThat(nearest("harbour")).hasSize(1);
    assertThat(scanner.open).isZero();
    scanner.broken = false;
    assertThat(nearest("harbour")).hasSize(1);
    assertThat(scanner.open).isZero();

    nanos += Duration.ofMinutes(2).toNanos();
    assertThat(nearest("harbour")).hasSize(1);
    assertThat(scanner.open).isEqualTo(1);
  }

  @Test
  void whatAnInterruptLeftHalfDoneIsReadAgain() {
    write("a", "the harbour freezes");
    nanos += IDLE.toNanos();
    scanner.interrupted = true;

    assertThatThrownBy(() -> nearest("harbour")).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(scanner.open).isZero();

    scanner.interrupted = false;
    assertThat(nearest("harbour")).hasSize(1);
    assertThat(scanner.open).isEqualTo(1);
  }

  @Test
  void vectorsThatWereThereBeforeAreTakenToTheCardAheadOfSearches() {
    write("a", "the harbour freezes");

    index.prepare();

    assertThat(scanner.open).isEqualTo(1);
    assertThat(nearest("harbour")).hasSize(1);
  }

  @Test
  void moreThanATableFindsIsAskedOfTheIndex() {
    announced("a", "the harbour freezes");

    assertThat(index.nearest(TENANT, NOTES, MODEL.embed("harbour"), 5_000)).hasSize(1);
    assertThat(scanner.open).isZero();
  }

  @Test
  void itSaysThatNothingIsMissed() {
    assertThat(index.state().vectorSearch()).isEqualTo("exact");
    assertThat(index.state().kind()).isEqualTo("lucene");
  }

  private void write(String id, String... passages) {
    SearchDocument document = note(id, passages);
    documents().put(document, embedded(document));
  }

  private void announced(String id, String... passages) {
    SearchDocument document = note(id, passages);
    index.changed(documents().put(document, embedded(document)).change());
  }

  private List<PassageHit> nearest(String text) {
    return index.nearest(TENANT, NOTES, MODEL.embed(text), 5);
  }
}
