package io.throughline.search.store.lucene;

import static io.throughline.search.control.Samples.MODEL;
import static io.throughline.search.control.Samples.NOTES;
import static io.throughline.search.control.Samples.TENANT;
import static io.throughline.search.control.Samples.key;
import static io.throughline.search.control.Samples.note;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.search.api.DocumentKey;
import io.throughline.search.api.DocumentSource;
import io.throughline.search.api.EmbeddingException;
import io.throughline.search.api.EmbeddingModel;
import io.throughline.search.api.SearchDocument;
import io.throughline.search.control.DocumentStore.Totals;
import io.throughline.search.control.Documents;
import io.throughline.search.control.Embedder;
import io.throughline.search.control.FusedRetrieval;
import io.throughline.search.control.IndexMetrics;
import io.throughline.search.control.RankedPassage;
import io.throughline.search.control.Reindex;
import io.throughline.search.control.Retrieval;
import io.throughline.search.control.RetrievalQuery;
import io.throughline.search.control.Samples;
import io.throughline.search.store.SearchDatabase;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.api.OutageLog;
import io.throughline.telemetry.api.Telemetry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Documents, their embeddings, retrieval and reindex together. */
@Timeout(60)
class DocumentsOnLuceneTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

  @TempDir Path directory;

  private final FailingModel model = new FailingModel();
  private SearchDatabase database;
  private RunningIndex running;
  private Embedder embedder;
  private Retrieval retrieval;
  private Documents documents;

  /** {@link Samples#MODEL}, which can be made to fail. */
  private static final class FailingModel implements EmbeddingModel {
    private boolean fails;

    @Override
    public String id() {
      return MODEL.id();
    }

    @Override
    public int dimensions() {
      return MODEL.dimensions();
    }

    @Override
    public List<float[]> embed(List<String> texts) {
      if (fails) {
        throw new EmbeddingException("the model is away", null);
      }
      return MODEL.embed(texts);
    }
  }

  @BeforeEach
  void open() throws Exception {
    database = SearchDatabase.h2("documents-on-lucene");
    running = new RunningIndex(directory, database.documents(), MODEL.id());
    embedder =
        new Embedder(
            Optional.of(model),
            new OutageLog(
                Logger.getLogger(DocumentsOnLuceneTest.class.getName()), "the model", CLOCK));
    retrieval = new FusedRetrieval(running.index(), database.documents());
    documents =
        new Documents(
            database.documents(),
            running.index(),
            embedder,
            retrieval,
            new IndexMetrics(Metrics.off(), Telemetry.off()));
  }

  @AfterEach
  void close() throws Exception {
    running.close();
    database.execute("drop all objects");
    database.close();
  }

  @Test
  void whatBothRankingsFindComesFirst() {
    documents.put(note("words", "strings of a puppet are many"));
    documents.put(note("both", "violin strings"));

    List<RankedPassage> found = documents.query(TENANT, NOTES, "violin strings", 10);

    assertThat(found).extracting(p -> p.document().id()).containsExactly("both", "words");
    assertThat(found.get(0).score()).isGreaterThan(found.get(1).score());
    assertThat(found.get(0).title()).hasValue("title of both");
  }

  @Test
  void eachCollectionGivesItsBestAndTheBestOfAllComesFirst() {
    for (int i = 0; i < 4; i++) {
      documents.put(note("note-" + i, "violin strings " + i));
      documents.put(
          Samples.document(
              new DocumentKey(TENANT, "letters", "letter-" + i), "a violin, string " + i));
    }

    List<RankedPassage> found =
        retrieval.find(
            new RetrievalQuery(
                TENANT,
                List.of("letters", NOTES, "none"),
                "violin strings 2",
                MODEL.embed("violin strings 2"),
                2));

    assertThat(found)
        .extracting(p -> p.document().collection())
        .containsExactlyInAnyOrder(NOTES, NOTES, "letters", "letters");
    assertThat(found.get(0).document()).isEqualTo(key("note-2"));
    assertThat(retrieval.collections(TENANT)).containsExactlyInAnyOrder("letters", NOTES);
  }

  @Test
  void withoutAVectorWordsAloneFind() {
    documents.put(note("a", "violin strings"));

    assertThat(
            retrieval.find(new RetrievalQuery(TENANT, List.of(NOTES), "violin", new float[0], 10)))
        .hasSize(1);
  }

  @Test
  void aDocumentThatCannotBeEmbeddedIsFoundByItsWordsUntilAReindex() {
    model.fails = true;
    documents.put(note("a", "violin strings"));
    assertThat(documents.query(TENANT, NOTES, "violin", 10)).hasSize(1);
    assertThat(totals().withoutEmbeddings()).isEqualTo(1);
    Reindex reindex = reindex();

    reindex.start();
    assertThat(reindex.progress().failed()).isEqualTo(1);
    model.fails = false;
    reindex.start();

    assertThat(reindex.progress().embedded()).isEqualTo(1);
    assertThat(reindex.progress().running()).isFalse();
    assertThat(reindex.progress().finishedAt()).hasValue(CLOCK.instant());
    assertThat(totals().withoutEmbeddings()).isZero();
    assertThat(running.index().nearest(TENANT, NOTES, MODEL.embed("violin"), 10)).hasSize(1);
    reindex.start();
    assertThat(reindex.progress().embedded()).isZero();
  }

  @Test
  void aReindexFetchesWhatIsMissingAndLeavesTheRestAlone() {
    documents.put(note("there", "as it was put"));
    DocumentSource source =
        taker -> {
          taker.accept(key("there"), () -> Optional.of(note("there", "as it was made")));
          taker.accept(key("missing"), () -> Optional.of(note("missing", "violin strings")));
          taker.accept(
              key("broken"),
              () -> {
                throw new IllegalStateException("cannot be read");
              });
          taker.accept(key("gone"), Optional::empty);
        };
    Reindex reindex = reindex(source);

    reindex.start();

    assertThat(reindex.progress().added()).isEqualTo(1);
    assertThat(reindex.progress().failed()).isEqualTo(1);
    assertThat(documents.query(TENANT, NOTES, "violin", 1))
        .extracting(RankedPassage::document)
        .containsExactly(key("missing"));
    assertThat(documents.query(TENANT, NOTES, "put", 1)).hasSize(1);
    assertThat(documents.find(key("there")).orElseThrow().document().passages())
        .isEqualTo(note("there", "as it was put").passages());
  }

  @Test
  void whatNoDatabaseTakesIsReplacedAndBlankPassagesAreLeftOut() {
    SearchDocument dirty = note("a", "vio\u0000lin \uD83D strings", "  \u0007 ");

    documents.put(dirty);

    assertThat(documents.find(key("a")).orElseThrow().document().passages())
        .isEqualTo(note("a", "vio lin \uFFFD strings").passages());
  }

  private Totals totals() {
    return database.documents().totals(Optional.of(MODEL.id()));
  }

  private Reindex reindex(DocumentSource... sources) {
    return new Reindex(
        database.documents(),
        running.index(),
        embedder,
        documents,
        List.of(sources),
        Runnable::run,
        Telemetry.off(),
        CLOCK);
  }
}
