package io.throughline.search.store;

import io.throughline.search.api.Moment;
import io.throughline.search.api.Passage;
import io.throughline.search.control.Embeddings;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.Collections;
import java.util.List;

/** Writes passages many at a time: a statement is a span, and a document may have thousands. */
final class PassageWrites {

  private static final int ROWS = 500;
  private static final String ROW =
      "(?, ?, ?, cast(? as double precision), cast(? as double precision), cast(? as varchar),"
          + " cast(? as real array))";

  private PassageWrites() {}

  static void insert(
      EntityManager em, String version, List<Passage> passages, Embeddings embeddings) {
    for (int from = 0; from < passages.size(); from += ROWS) {
      insert(em, version, passages, embeddings, from, Math.min(passages.size(), from + ROWS));
    }
  }

  private static void insert(
      EntityManager em,
      String version,
      List<Passage> passages,
      Embeddings embeddings,
      int from,
      int to) {
    Query insert =
        em.createNativeQuery(
            "insert into search_passage (version, position, text, start_second, end_second, speaker,"
                + " embedding) values "
                + String.join(", ", Collections.nCopies(to - from, ROW)));
    int parameter = 1;
    for (int position = from; position < to; position++) {
      Passage passage = passages.get(position);
      insert.setParameter(parameter++, version);
      insert.setParameter(parameter++, position);
      insert.setParameter(parameter++, passage.text());
      insert.setParameter(parameter++, passage.moment().map(Moment::start).orElse(null));
      insert.setParameter(parameter++, passage.moment().map(Moment::end).orElse(null));
      insert.setParameter(parameter++, passage.moment().flatMap(Moment::speaker).orElse(null));
      insert.setParameter(
          parameter++, embeddings.of(position).map(DocumentRows::array).orElse(null));
    }
    insert.executeUpdate();
  }
}
