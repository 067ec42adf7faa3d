package io.throughline.search.store;

import static java.util.stream.Collectors.toMap;

import io.throughline.search.api.DocumentKey;
import io.throughline.search.api.Passage;
import io.throughline.search.api.SearchDocument;
import io.throughline.search.control.DocumentStore.CollectionSummary;
import io.throughline.search.control.DocumentStore.DocumentEntry;
import io.throughline.search.control.DocumentStore.StoredDocument;
import io.throughline.search.control.DocumentStore.Totals;
import io.throughline.search.control.PassageRef;
import io.throughline.search.control.RankedPassage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What {@link JpaDocumentStore} reads, within its transactions. */
final class DocumentReads {

  private static final String ENTRY =
      "select d.tenant, d.collection, d.id, d.kind, d.title, d.link, d.metadata, d.passages,"
          + " d.created_at, d.updated_at, d.version from search_document d";

  private static final String PASSAGE =
      "p.position, p.text, p.start_second, p.end_second, p.speaker";

  private final Sql sql;

  DocumentReads(Sql sql) {
    this.sql = sql;
  }

  Optional<StoredDocument> find(DocumentKey key) {
    return sql
        .rows(
            ENTRY + " where d.tenant = ?1 and d.collection = ?2 and d.id = ?3",
            key.tenant(),
            key.collection(),
            key.id())
        .stream()
        .map(this::stored)
        .findFirst();
  }

  private StoredDocument stored(Object[] row) {
    DocumentEntry entry = entry(row);
    return new StoredDocument(
        new SearchDocument(
            entry.key(),
            entry.kind(),
            entry.title(),
            entry.link(),
            entry.metadata(),
            passages((String) row[10])),
        (String) row[10],
        entry.created(),
        entry.updated());
  }

  private List<Passage> passages(String version) {
    return sql
        .rows(
            "select " + PASSAGE + " from search_passage p where p.version = ?1 order by 1", version)
        .stream()
        .map(row -> DocumentRows.passage(row[1], row[2], row[3], row[4]))
        .toList();
  }

  List<DocumentEntry> list(String tenant, String collection, int offset, int limit) {
    return sql
        .rows(
            ENTRY
                + " where d.tenant = ?1 and d.collection = ?2 order by d.change_number desc limit "
                + limit
                + " offset "
                + offset,
            tenant,
            collection)
        .stream()
        .map(DocumentReads::entry)
        .toList();
  }

  private static DocumentEntry entry(Object[] row) {
    return new DocumentEntry(
        DocumentRows.key(row[0], row[1], row[2]),
        DocumentRows.kind(row[3]),
        DocumentRows.text(row[4]),
        DocumentRows.text(row[5]),
        DocumentRows.metadata(row[6]),
        (int) DocumentRows.number(row[7]),
        DocumentRows.instant(row[8]),
        DocumentRows.instant(row[9]));
  }

  List<CollectionSummary> collections(String tenant) {
    return sql
        .rows(
            "select collection, count(*), sum(passages), max(updated_at) from search_document where"
                + " tenant = ?1 group by collection order by collection",
            tenant)
        .stream()
        .map(
            row ->
                new CollectionSummary(
                    (String) row[0],
                    DocumentRows.number(row[1]),
                    DocumentRows.number(row[2]),
                    DocumentRows.instant(row[3])))
        .toList();
  }

  /** Asks for versions and positions apart, which finds more than wanted, by one index. */
  Map<PassageRef, RankedPassage> passages(Collection<PassageRef> wanted) {
    if (wanted.isEmpty()) {
      return Map.of();
    }
    List<String> versions = wanted.stream().map(PassageRef::version).distinct().toList();
    List<Integer> positions = wanted.stream().map(PassageRef::position).distinct().toList();
    List<Object> values = new ArrayList<>(versions);
    values.addAll(positions);
    Set<PassageRef> refs = Set.copyOf(wanted);
    return sql
        .rows(
            "select p.version, "
                + PASSAGE
                + ", d.tenant, d.collection, d.id, d.kind, d.title, d.link, d.metadata from"
                + " search_passage p join search_document d on d.version = p.version where p.version"
                + " in ("
                + parameters(versions.size())
                + ") and p.position in ("
                + parameters(positions.size())
                + ")",
            values.toArray())
        .stream()
        .filter(row -> refs.contains(ref(row)))
        .collect(toMap(DocumentReads::ref, DocumentReads::ranked));
  }

  private static String parameters(int count) {
    return String.join(", ", Collections.nCopies(count, "?"));
  }

  private static PassageRef ref(Object[] row) {
    return new PassageRef((String) row[0], (int) DocumentRows.number(row[1]));
  }

  private static RankedPassage ranked(Object[] row) {
    return new RankedPassage(
        DocumentRows.key(row[6], row[7], row[8]),
        DocumentRows.kind(row[9]),
        DocumentRows.text(row[10]),
        DocumentRows.text(row[11]),
        DocumentRows.metadata(row[12]),
        (int) DocumentRows.number(row[1]),
        DocumentRows.passage(row[2], row[3], row[4], row[5]),
        0);
  }

  List<StoredDocument> withoutEmbeddings(String model, Optional<DocumentKey> after, int limit) {
    DocumentKey last = after.orElse(new DocumentKey("", "", ""));
    return sql
        .rows(
            ENTRY
                + " where (d.model is null or d.model <> ?1) and d.passages > 0 and (d.tenant > ?2"
                + " or d.tenant = ?2 and (d.collection > ?3 or d.collection = ?3 and d.id > ?4))"
                + " order by d.tenant, d.collection, d.id limit "
                + limit,
            model,
            last.tenant(),
            last.collection(),
            last.id())
        .stream()
        .map(this::stored)
        .toList();
  }

  Totals totals(Optional<String> model) {
    Object[] row =
        sql.rows(
                "select count(*), coalesce(sum(passages), 0), coalesce(sum(case when model = ?1 or"
                    + " passages = 0 then 0 else 1 end), 0) from search_document",
                model.orElse(""))
            .get(0);
    return new Totals(
        DocumentRows.number(row[0]), DocumentRows.number(row[1]), DocumentRows.number(row[2]));
  }
}
