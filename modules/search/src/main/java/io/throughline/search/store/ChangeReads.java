package io.throughline.search.store;

import io.throughline.search.api.DocumentKey;
import io.throughline.search.api.Passage;
import io.throughline.search.control.DocumentStore.Changes;
import io.throughline.search.control.DocumentStore.Indexable;
import io.throughline.search.control.Embeddings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an index reads to follow the rows. */
final class ChangeReads {

  private static final int MOST_CHANGES = 500;

  private final Sql sql;

  ChangeReads(Sql sql) {
    this.sql = sql;
  }

  Changes after(long change, int passages) {
    long upTo = upTo(change, passages);
    return upTo == change
        ? new Changes(List.of(), List.of(), change)
        : new Changes(put(change, upTo), removed(change, upTo), upTo);
  }

  private long upTo(long change, int passages) {
    List<Object[]> rows =
        sql.rows(
            "select change_number, passages from search_document where change_number > ?1 union all"
                + " select change_number, 0 from search_removal where change_number > ?1 order by 1"
                + " limit "
                + MOST_CHANGES,
            change);
    long upTo = change;
    long seen = 0;
    for (Object[] row : rows) {
      if (seen >= passages) {
        break;
      }
      upTo = DocumentRows.number(row[0]);
      seen += DocumentRows.number(row[1]);
    }
    return upTo;
  }

  private List<Indexable> put(long after, long upTo) {
    List<Indexable> documents = new ArrayList<>();
    List<Passage> passages = new ArrayList<>();
    List<float[]> vectors = new ArrayList<>();
    List<Object[]> rows =
        sql.rows(
            "select d.tenant, d.collection, d.id, d.version, d.model, p.text, p.start_second,"
                + " p.end_second, p.speaker, p.embedding from search_document d left join"
                + " search_passage p on p.version = d.version where d.change_number > ?1 and"
                + " d.change_number <= ?2 order by d.change_number, p.position",
            after,
            upTo);
    for (int i = 0; i < rows.size(); i++) {
      Object[] row = rows.get(i);
      if (row[5] != null) {
        passages.add(DocumentRows.passage(row[5], row[6], row[7], row[8]));
      }
      if (row[9] != null) {
        vectors.add(DocumentRows.vector(row[9]));
      }
      if (i + 1 == rows.size() || !rows.get(i + 1)[3].equals(row[3])) {
        documents.add(
            new Indexable(
                DocumentRows.key(row[0], row[1], row[2]),
                (String) row[3],
                passages,
                new Embeddings(
                    vectors.isEmpty() ? Optional.empty() : DocumentRows.text(row[4]), vectors)));
        passages.clear();
        vectors.clear();
      }
    }
    return documents;
  }

  private List<DocumentKey> removed(long after, long upTo) {
    return sql
        .rows(
            "select tenant, collection, id from search_removal where change_number > ?1 and"
                + " change_number <= ?2",
            after,
            upTo)
        .stream()
        .map(row -> DocumentRows.key(row[0], row[1], row[2]))
        .toList();
  }
}
