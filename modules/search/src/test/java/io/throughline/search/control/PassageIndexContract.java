package io.throughline.search.control;

import static io.throughline.search.control.Samples.MODEL;
import static io.throughline.search.control.Samples.NOTES;
import static io.throughline.search.control.Samples.TENANT;
import static io.throughline.search.control.Samples.key;
import static io.throughline.search.control.Samples.note;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.search.api.DocumentKey;
import io.throughline.search.api.SearchDocument;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link PassageIndex} does with the documents of a store. */
public interface PassageIndexContract {

  /** An empty one. */
  DocumentStore documents();

  /** An index of these documents, for {@link Samples#MODEL}. */
  PassageIndex index();

  @Test
  default void whatWasWrittenIsFoundAtOnceByItsVector() {
    put(note("a", "the harbour freezes in winter", "bread needs salt"));
    put(note("b", "a violin has four strings"));

    assertThat(nearest("violin strings", 1)).containsExactly("b 0");
    assertThat(nearest("salt bread", 1)).containsExactly("a 1");
    assertThat(nearest("harbour in winter", 3)).hasSize(3).startsWith("a 0");
  }

  @Test
  default void whatWasWrittenIsFoundAtOnceByItsWords() {
    put(note("a", "the harbour freezes in winter", "bread needs salt"));
    put(note("b", "a violin has four strings"));

    assertThat(matching("Violin?", 5)).containsExactly("b 0");
    assertThat(matching("salt or winter", 5)).containsExactlyInAnyOrder("a 0", "a 1");
    assertThat(matching("trombone", 5)).isEmpty();
  }

  @Test
  default void aPassageWithMoreOfTheWordsComesFirst() {
    put(note("a", "salt", "salt and bread and butter"));

    assertThat(matching("bread butter salt", 5)).containsExactly("a 1", "a 0");
  }

  @Test
  default void aReplacedDocumentIsFoundByWhatItSaysNow() {
    put(note("a", "the harbour freezes"));
    put(note("a", "a violin has four strings"));

    assertThat(matching("harbour", 5)).isEmpty();
    assertThat(matching("violin", 5)).containsExactly("a 0");
    assertThat(nearest("harbour freezes", 5)).containsExactly("a 0");
  }

  @Test
  default void aRemovedDocumentIsNotFound() {
    put(note("a", "the harbour freezes"));
    index().changed(documents().remove(key("a")).orElseThrow());

    assertThat(matching("harbour", 5)).isEmpty();
    assertThat(nearest("harbour", 5)).isEmpty();
  }

  @Test
  default void tenantsAndCollectionsDoNotSeeEachOther() {
    put(Samples.document(new DocumentKey("tenant-b", NOTES, "a"), "the harbour freezes"));
    put(Samples.document(new DocumentKey(TENANT, "letters", "a"), "the harbour freezes"));

    assertThat(matching("harbour", 5)).isEmpty();
    assertThat(nearest("harbour", 5)).isEmpty();
  }

  @Test
  default void withoutEmbeddingsOfItsModelADocumentIsFoundByItsWordsOnly() {
    HashedWords other = new HashedWords("another-model", 16);
    SearchDocument none = note("a", "the harbour freezes");
    SearchDocument foreign = note("b", "the harbour thaws");
    index().changed(documents().put(none, Embeddings.none()).change());
    index().changed(documents().put(foreign, Samples.embedded(foreign, other)).change());

    assertThat(matching("harbour", 5)).containsExactlyInAnyOrder("a 0", "b 0");
    assertThat(nearest("harbour", 5)).isEmpty();

    index()
        .changed(
            documents()
                .embed(
                    key("a"), documents().version(key("a")).orElseThrow(), Samples.embedded(none))
                .orElseThrow());
    assertThat(nearest("harbour", 5)).containsExactly("a 0");
  }

  @Test
  default void noVectorFindsNothing() {
    put(note("a", "the harbour freezes"));

    assertThat(index().nearest(TENANT, NOTES, new float[0], 5)).isEmpty();
  }

  @Test
  default void numbersWhoseProductsAreNextToNothingAreNumbers() {
    float[] vector = new float[MODEL.dimensions()];
    Arrays.fill(vector, 1e-30f);
    vector[0] = 1;
    SearchDocument document = note("a", "the harbour freezes");
    Embeddings embeddings = new Embeddings(Optional.of(MODEL.id()), List.of(vector));
    index().changed(documents().put(document, embeddings).change());

    assertThat(named(index().nearest(TENANT, NOTES, vector, 5))).containsExactly("a 0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "\"unbalanced AND (NOT",
        "text:* OR *:*",
        "harbour~2^4 [a TO z}",
        "'; drop table search_document; --",
        "a & b | !c <-> d:*",
        "\\ \\u0000 %27 ' '' \"",
        "\uD83D\uDE00\uD83C\uDFFD \uD83D\uDC69\u200D\uD83D\uDE80",
        "שלום עולם مرحبا بالعالم \u202E gnirts",
        "\uD83D alone",
        "ﬁ İstanbul ß 北京 한국어"
      })
  default void aQuestionHasNoSyntax(String question) {
    put(note("a", "the harbour freezes"));

    assertThat(matching(question, 5)).hasSizeLessThanOrEqualTo(1);
    assertThat(matching("harbour", 5)).containsExactly("a 0");
  }

  @Test
  default void aQuestionMayHaveThousandsOfWords() {
    put(note("a", "the harbour freezes"));
    StringBuilder question = new StringBuilder("harbour");
    for (int i = 0; i < 5_000; i++) {
      question.append(" word").append(i);
    }

    assertThat(matching(question.toString(), 5)).containsExactly("a 0");
  }

  @Test
  default void theNearestAreThoseThatAnExactSearchFinds() {
    Random random = new Random(20261121);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      texts.add("word" + random.nextInt(60) + " word" + random.nextInt(60) + " unique" + i);
    }
    put(note("many", texts.toArray(String[]::new)));
    float[] question = MODEL.embed("word7 word11 word13");

    List<String> exact =
        IntStream.range(0, texts.size())
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -product(question, MODEL.embed(texts.get(i)))))
            .limit(10)
            .map(i -> "many " + i)
            .toList();

    assertThat(named(index().nearest(TENANT, NOTES, question, 10))).isEqualTo(exact);
  }

  private static double product(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private void put(SearchDocument document) {
    index().changed(documents().put(document, Samples.embedded(document)).change());
  }

  private List<String> nearest(String question, int limit) {
    return named(index().nearest(TENANT, NOTES, MODEL.embed(question), limit));
  }

  private List<String> matching(String question, int limit) {
    return named(index().matching(TENANT, NOTES, question, limit));
  }

  /** What was found as documents and positions, in its order; what is gone is left out. */
  private List<String> named(Collection<PassageHit> hits) {
    Map<PassageRef, RankedPassage> passages =
        documents().passages(hits.stream().map(PassageHit::passage).toList());
    return hits.stream()
        .map(hit -> passages.get(hit.passage()))
        .filter(Objects::nonNull)
        .map(passage -> passage.document().id() + " " + passage.position())
        .toList();
  }
}
