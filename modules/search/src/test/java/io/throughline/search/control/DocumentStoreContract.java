package io.throughline.search.control;

import static io.throughline.search.control.Samples.MODEL;
import static io.throughline.search.control.Samples.NOTES;
import static io.throughline.search.control.Samples.TENANT;
import static io.throughline.search.control.Samples.embedded;
import static io.throughline.search.control.Samples.key;
import static io.throughline.search.control.Samples.note;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.throughline.search.api.DocumentKey;
import io.throughline.search.api.DocumentKind;
import io.throughline.search.api.Moment;
import io.throughline.search.api.Passage;
import io.throughline.search.api.SearchDocument;
import io.throughline.search.control.DocumentStore.Changes;
import io.throughline.search.control.DocumentStore.Indexable;
import io.throughline.search.control.DocumentStore.StoredDocument;
import io.throughline.search.control.DocumentStore.Written;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link DocumentStore} does. */
public interface DocumentStoreContract {

  /** An empty one. */
  DocumentStore documents();

  @Test
  default void aDocumentComesBackAsItWasPut() {
    SearchDocument document =
        new SearchDocument(
            key("talk"),
            DocumentKind.TRANSCRIPT,
            Optional.of("A talk \uD83C\uDF0D שלום"),
            Optional.of("/v1/audio/transcriptions/talk"),
            Map.of("language", "en", "quote\"d", "it's"),
            List.of(
                new Passage(
                    "good morning", Optional.of(new Moment(0.5, 2.25, Optional.of("SPEAKER_00")))),
                new Passage("did you finish", Optional.of(new Moment(2.25, 4, Optional.empty()))),
                Passage.of("'; drop table search_document; -- \uD83D\uDE00 مرحبا")));

    Written written = documents().put(document, embedded(document));

    assertThat(written.created()).isTrue();
    assertThat(documents().find(document.key()).map(StoredDocument::document)).hasValue(document);
  }

  @Test
  default void aDocumentThatIsPutAgainReplacesTheOneBefore() {
    Written first = put(note("a", "one", "two", "three"));
    Instant created = documents().find(key("a")).orElseThrow().created();
    Written second = put(note("a", "four"));

    assertThat(second.created()).isFalse();
    assertThat(second.change()).isGreaterThan(first.change());
    StoredDocument now = documents().find(key("a")).orElseThrow();
    assertThat(now.document().passages()).containsExactly(Passage.of("four"));
    assertThat(now.created()).isEqualTo(created);
    assertThat(documents().totals(Optional.of(MODEL.id())).passages()).isEqualTo(1);
  }

  @Test
  default void tenantsAndCollectionsDoNotSeeEachOther() {
    put(note("a", "mine"));
    put(Samples.document(new DocumentKey("tenant-b", NOTES, "a"), "theirs"));
    put(Samples.document(new DocumentKey(TENANT, "letters", "a"), "another"));

    assertThat(documents().find(key("a")).orElseThrow().document().passages())
        .containsExactly(Passage.of("mine"));
    assertThat(documents().list(TENANT, NOTES, 0, 10)).hasSize(1);
    assertThat(documents().collections(TENANT))
        .extracting(DocumentStore.CollectionSummary::name)
        .containsExactly("letters", NOTES);
  }

  @Test
  default void theLastChangedIsListedFirst() {
    put(note("a", "x"));
    put(note("b", "x", "y"));
    put(note("a", "x", "y", "z"));

    assertThat(documents().list(TENANT, NOTES, 0, 10))
        .extracting(entry -> entry.key().id() + " " + entry.passages())
        .containsExactly("a 3", "b 2");
    assertThat(documents().list(TENANT, NOTES, 1, 10)).hasSize(1);
  }

  @Test
  default void aRemovedDocumentIsGoneAndRemovingItAgainChangesNothing() {
    put(note("a", "x"));

    assertThat(documents().remove(key("a"))).isPresent();
    assertThat(documents().remove(key("a"))).isEmpty();
    assertThat(documents().find(key("a"))).isEmpty();
    assertThat(documents().collections(TENANT)).isEmpty();
  }

  @Test
  default void passagesThatWereReplacedAreNotFoundAnyMore() {
    put(note("a", "old"));
    PassageRef old = new PassageRef(documents().version(key("a")).orElseThrow(), 0);
    put(note("b", "first", "second"));
    String version = documents().version(key("b")).orElseThrow();
    put(note("a", "new"));

    Map<PassageRef, RankedPassage> found =
        documents().passages(Set.of(old, new PassageRef(version, 1)));

    assertThat(found).containsOnlyKeys(new PassageRef(version, 1));
    RankedPassage passage = found.values().iterator().next();
    assertThat(passage.passage()).isEqualTo(Passage.of("second"));
    assertThat(passage.document()).isEqualTo(key("b"));
    assertThat(passage.title()).hasValue("title of b");
    assertThat(passage.metadata()).containsEntry("origin", "test");
  }

  @Test
  default void changesComeInOrderWithTheirPassagesAndVectors() {
    long start = documents().position().last();
    put(note("a", "one", "two"));
    put(note("b", "three"));
    documents().remove(key("a"));
    long last = put(note("c")).change();

    Changes changes = documents().changesAfter(start, 1000);

    assertThat(changes.upTo()).isEqualTo(last).isEqualTo(documents().position().last());
    assertThat(changes.removed()).containsExactly(key("a"));
    assertThat(changes.put()).extracting(i -> i.key().id()).containsExactly("b", "c");
    Indexable three = changes.put().get(0);
    assertThat(three.passages()).containsExactly(Passage.of("three"));
    assertThat(three.embeddings().model()).hasValue(MODEL.id());
    assertThat(three.embeddings().vectors().get(0))
        .containsExactly(MODEL.embed("three"), within(1e-6f));
    assertThat(changes.put().get(1).passages()).isEmpty();
    assertThat(documents().changesAfter(last, 1000).upTo()).isEqualTo(last);
  }

  @Test
  default void changesComeInPortions() {
    long start = documents().position().last();
    put(note("a", "1", "2", "3"));
    long second = put(note("b", "4", "5")).change();
    long third = put(note("c", "6")).change();

    assertThat(documents().changesAfter(start, 4).upTo()).isEqualTo(second);
    assertThat(documents().changesAfter(second, 4).upTo()).isEqualTo(third);
  }

  @Test
  default void whoeverHasSeenAChangeHasSeenAllBeforeIt() throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(4);
    try {
      long seen = documents().position().last();
      List<Callable<Written>> work = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        SearchDocument document = note("many-" + i, "text " + i);
        work.add(() -> put(document));
      }
      List<Future<Written>> writes = new ArrayList<>();
      work.forEach(task -> writes.add(writers.submit(task)));
      Set<String> followed = new HashSet<>();
      while (followed.size() < 40) {
        Changes changes = documents().changesAfter(seen, 5);
        changes.put().forEach(indexable -> followed.add(indexable.key().id()));
        seen = changes.upTo();
        if (writes.stream().allMatch(Future::isDone) && seen == documents().position().last()) {
          break;
        }
      }
      for (Future<Written> write : writes) {
        write.get();
      }
      assertThat(followed).hasSize(40);
    } finally {
      writers.shutdownNow();
    }
  }

  @Test
  default void embeddingsOfAnotherModelAreFoundAndReplaced() {
    SearchDocument document = note("a", "one", "two");
    documents().put(document, Embeddings.none());
    put(note("b", "three"));

    assertThat(documents().totals(Optional.of(MODEL.id())).withoutEmbeddings()).isEqualTo(1);
    List<StoredDocument> without = documents().withoutEmbeddings(MODEL.id(), Optional.empty(), 10);
    assertThat(without).extracting(d -> d.document().key()).containsExactly(key("a"));
    String version = without.get(0).version();
    assertThat(documents().embed(key("a"), version, embedded(document))).isPresent();

    assertThat(documents().withoutEmbeddings(MODEL.id(), Optional.empty(), 10)).isEmpty();
    assertThat(documents().withoutEmbeddings("other", Optional.of(key("a")), 10))
        .extracting(d -> d.document().key())
        .containsExactly(key("b"));
    assertThat(documents().find(key("a")).orElseThrow().document()).isEqualTo(document);
  }

  @Test
  default void embeddingsOfAVersionThatIsGoneChangeNothing() {
    SearchDocument before = note("a", "before");
    put(before);
    String version = documents().version(key("a")).orElseThrow();
    put(note("a", "after"));

    assertThat(documents().embed(key("a"), version, embedded(before))).isEmpty();
    assertThat(documents().find(key("a")).orElseThrow().document().passages())
        .containsExactly(Passage.of("after"));
  }

  @Test
  default void removalsAreForgottenInTheirTime() {
    put(note("a", "x"));
    long removed = documents().remove(key("a")).orElseThrow();

    documents().forgetRemovals(Instant.parse("2020-01-01T00:00:00Z"));
    assertThat(documents().position().forgotten()).isLessThan(removed);
    documents().forgetRemovals(Instant.parse("2120-01-01T00:00:00Z"));

    assertThat(documents().position().forgotten()).isEqualTo(removed);
    assertThat(documents().changesAfter(removed - 1, 10).removed()).isEmpty();
  }

  @Test
  default void aDocumentMayHaveThousandsOfPassages() {
    String[] passages = new String[1203];
    for (int i = 0; i < passages.length; i++) {
      passages[i] = "passage " + i;
    }

    put(note("long", passages));

    List<Passage> stored = documents().find(key("long")).orElseThrow().document().passages();
    assertThat(stored).hasSize(1203);
    assertThat(stored.get(1202)).isEqualTo(Passage.of("passage 1202"));
  }

  private Written put(SearchDocument document) {
    return documents().put(document, embedded(document));
  }
}
