package io.throughline.search.store.postgres;

import static io.throughline.search.control.Samples.MODEL;
import static io.throughline.search.control.Samples.NOTES;
import static io.throughline.search.control.Samples.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.search.api.DocumentKey;
import io.throughline.search.api.SearchDocument;
import io.throughline.search.control.PassageHit;
import io.throughline.search.control.Samples;
import io.throughline.search.store.SearchPostgres;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** On a PostgreSQL that has pgvector: vectors are found by its index. */
class PgvectorPassageIndexTest extends PostgresPassageIndexTests {

  @Override
  SearchPostgres postgres() throws Exception {
    return SearchPostgres.withPgvector();
  }

  @Test
  void itSaysHowItFindsVectors() {
    assertThat(index().state().vectorSearch()).isEqualTo("hnsw");
  }

  @Test
  void theIndexIsWalkedWhereThereIsMuchToCompare() throws Exception {
    put("many", NOTES, 3_000);

    assertThat(nearest(NOTES, 10)).hasSize(10);
    assertThat(plan()).contains("search_passage_vectors_" + MODEL.dimensions());
  }

  @Test
  void aSmallCollectionBesideALargeOneIsFoundWhole() {
    put("many", NOTES, 3_000);
    put("few", "letters", 5);

    assertThat(nearest("letters", 10)).hasSize(5);
  }

  private String plan() throws Exception {
    List<List<?>> lines = new ArrayList<>();
    database().execute("analyze");
    database()
        .inTransaction(
            em ->
                lines.add(
                    new Shelf(TENANT, NOTES, MODEL.id())
                        .in(
                            em.createNativeQuery(
                                "explain "
                                    + IndexedVectors.prepare(em, MODEL.dimensions()).walking(10)))
                        .setParameter(4, VectorText.of(MODEL.embed("word7"), '[', ']'))
                        .getResultList()));
    return lines.toString();
  }

  private void put(String id, String collection, int passages) {
    Random random = new Random(passages);
    String[] texts = new String[passages];
    Arrays.setAll(texts, i -> "word" + random.nextInt(500) + " word" + random.nextInt(500));
    SearchDocument document = Samples.document(new DocumentKey(TENANT, collection, id), texts);
    documents().put(document, Samples.embedded(document));
  }

  private List<PassageHit> nearest(String collection, int limit) {
    return index().nearest(TENANT, collection, MODEL.embed("word7 word11"), limit);
  }
}
