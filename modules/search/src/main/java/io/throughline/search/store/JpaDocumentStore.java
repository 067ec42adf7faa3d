package io.throughline.search.store;

import io.throughline.search.api.DocumentKey;
import io.throughline.search.api.SearchDocument;
import io.throughline.search.control.DocumentStore;
import io.throughline.search.control.Embeddings;
import io.throughline.search.control.PassageRef;
import io.throughline.search.control.RankedPassage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** {@link DocumentStore} on H2 and PostgreSQL. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class JpaDocumentStore implements DocumentStore {

  private static final String KEY = " where tenant = ?1 and collection = ?2 and id = ?3";

  @PersistenceContext(unitName = "throughline")
  EntityManager em;

  @Override
  public Written put(SearchDocument document, Embeddings embeddings) {
    String version = UUID.randomUUID().toString();
    PassageWrites.insert(em, version, document.passages(), embeddings);
    long change = nextChange();
    Optional<String> before = version(document.key());
    before.ifPresent(this::deletePassages);
    sql()
        .update(
            before.isPresent()
                ? "update search_document set version = ?4, change_number = ?5, kind = ?6, title ="
                    + " ?7, link = ?8, metadata = ?9, passages = ?10, model = ?11, updated_at ="
                    + " current_timestamp"
                    + KEY
                : "insert into search_document (tenant, collection, id, version, change_number,"
                    + " kind, title, link, metadata, passages, model, created_at, updated_at)"
                    + " values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, current_timestamp,"
                    + " current_timestamp)",
            document.key().tenant(),
            document.key().collection(),
            document.key().id(),
            version,
            change,
            document.kind().id(),
            document.title().orElse(null),
            document.link().orElse(null),
            DocumentRows.json(document.metadata()),
            document.passages().size(),
            embeddings.model().orElse(null));
    return new Written(change, before.isEmpty());
  }

  @Override
  public OptionalLong embed(DocumentKey key, String version, Embeddings embeddings) {
    Optional<StoredDocument> document = find(key).filter(d -> d.version().equals(version));
    if (document.isEmpty()) {
      return OptionalLong.empty();
    }
    String next = UUID.randomUUID().toString();
    PassageWrites.insert(em, next, document.get().document().passages(), embeddings);
    long change = nextChange();
    int held =
        sql()
            .update(
                "update search_document set version = ?4, change_number = ?5, model = ?6"
                    + KEY
                    + " and version = ?7",
                key.tenant(),
                key.collection(),
                key.id(),
                next,
                change,
                embeddings.model().orElse(null),
                version);
    deletePassages(held == 1 ? version : next);
    return held == 1 ? OptionalLong.of(change) : OptionalLong.empty();
  }

  @Override
  public OptionalLong remove(DocumentKey key) {
    if (version(key).isEmpty()) {
      return OptionalLong.empty();
    }
    long change = nextChange();
    Optional<String> version = version(key);
    if (version.isEmpty()) {
      return OptionalLong.empty();
    }
    deletePassages(version.get());
    sql().update("delete from search_document" + KEY, key.tenant(), key.collection(), key.id());
    sql()
        .update(
            "insert into search_removal (tenant, collection, id, change_number, removed_at) values"
                + " (?1, ?2, ?3, ?4, current_timestamp)",
            key.tenant(),
            key.collection(),
            key.id(),
            change);
    return OptionalLong.of(change);
  }

  /** Holds the row from here to the commit, so that nobody else's change comes before this one. */
  private long nextChange() {
    sql().update("update search_change set last_change = last_change + 1 where id = ?1", 1);
    return position().last();
  }

  @Override
  public Optional<String> version(DocumentKey key) {
    return sql()
        .rows(
            "select version, id from search_document" + KEY,
            key.tenant(),
            key.collection(),
            key.id())
        .stream()
        .map(row -> (String) row[0])
        .findFirst();
  }

  private void deletePassages(String version) {
    sql().update("delete from search_passage where version = ?1", version);
  }

  @Override
  public Optional<StoredDocument> find(DocumentKey key) {
    return reads().find(key);
  }

  @Override
  public List<DocumentEntry> list(String tenant, String collection, int offset, int limit) {
    return reads().list(tenant, collection, offset, limit);
  }

  @Override
  public List<CollectionSummary> collections(String tenant) {
    return reads().collections(tenant);
  }

  @Override
  public Map<PassageRef, RankedPassage> passages(Collection<PassageRef> passages) {
    return reads().passages(passages);
  }

  @Override
  public List<StoredDocument> withoutEmbeddings(
      String model, Optional<DocumentKey> after, int limit) {
    return reads().withoutEmbeddings(model, after, limit);
  }

  @Override
  public Totals totals(Optional<String> model) {
    return reads().totals(model);
  }

  @Override
  public Changes changesAfter(long change, int passages) {
    return new ChangeReads(sql()).after(change, passages);
  }

  @Override
  public ChangePosition position() {
    Object[] row =
        sql()
            .rows("select last_change, forgotten, epoch from search_change where id = ?1", 1)
            .get(0);
    return new ChangePosition(
        DocumentRows.number(row[0]),
        DocumentRows.number(row[1]),
        DocumentRows.instant(row[2]).toString());
  }

  @Override
  public void forgetRemovals(Instant time) {
    String old = " from search_removal where removed_at < " + SqlTime.of("?1");
    sql()
        .update(
            "update search_change set forgotten = greatest(forgotten, (select"
                + " coalesce(max(change_number), 0)"
                + old
                + "))",
            time.toString());
    sql().update("delete" + old, time.toString());
  }

  private Sql sql() {
    return new Sql(em);
  }

  private DocumentReads reads() {
    return new DocumentReads(sql());
  }
}
