package io.throughline.upload.store;

import io.throughline.upload.control.SessionPart;
import io.throughline.upload.control.UploadSession;
import io.throughline.upload.control.UploadSessionStore;
import io.throughline.upload.entity.UploadSessionEntity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@link UploadSessionStore} on H2 and PostgreSQL. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
public class JpaUploadSessionStore implements UploadSessionStore {

  private static final String OPEN = "open";

  @PersistenceContext(unitName = "throughline")
  EntityManager em;

  @Override
  public void create(UploadSession session, Instant now) {
    sql(
            "insert into upload_session (id, length_bytes, offset_bytes, metadata, state,"
                + " created_at, expires_at) values (?1, ?2, 0, ?3, 'open', "
                + SqlTime.of("?4")
                + ", "
                + SqlTime.of("?5")
                + ")",
            session.id(),
            session.length(),
            session.metadata().orElse(null),
            now.toString(),
            session.expiresAt().toString())
        .executeUpdate();
  }

  @Override
  public Optional<UploadSession> find(String id) {
    return Optional.ofNullable(em.find(UploadSessionEntity.class, id))
        .map(JpaUploadSessionStore::session);
  }

  @Override
  public Set<String> filled(Collection<String> ids) {
    return Set.copyOf(
        em.createQuery(
                "select s.id from UploadSession s where s.id in :ids and s.state <> 'emptied'",
                String.class)
            .setParameter("ids", ids)
            .getResultList());
  }

  @Override
  public List<SessionPart> parts(String id) {
    List<?> rows =
        sql(
                "select start_byte, size_bytes, storage_key from upload_part where session_id = ?1"
                    + " order by start_byte",
                id)
            .getResultList();
    return rows.stream().map(row -> part((Object[]) row)).toList();
  }

  @Override
  public boolean append(
      String id, long offset, List<SessionPart> parts, Instant now, Instant expiresAt) {
    long added = parts.stream().mapToLong(SessionPart::size).sum();
    int moved =
        sql(
                "update upload_session set offset_bytes = ?3, expires_at = "
                    + SqlTime.of("?5")
                    + " where id = ?1 and offset_bytes = ?2 and state = 'open' and expires_at > "
                    + SqlTime.of("?4"),
                id,
                offset,
                offset + added,
                now.toString(),
                expiresAt.toString())
            .executeUpdate();
    if (moved == 1) {
      parts.forEach(part -> insert(id, part));
    }
    return moved == 1;
  }

  private void insert(String id, SessionPart part) {
    sql(
            "insert into upload_part (session_id, start_byte, size_bytes, storage_key) values (?1,"
                + " ?2, ?3, ?4)",
            id,
            part.start(),
            part.size(),
            part.storageKey())
        .executeUpdate();
  }

  @Override
  public boolean delete(String id) {
    return sql("delete from upload_session where id = ?1", id).executeUpdate() == 1;
  }

  @Override
  public List<String> close(Instant now) {
    sql(
            "update upload_session set state = 'closed' where state = 'open' and expires_at <= "
                + SqlTime.of("?1"),
            now.toString())
        .executeUpdate();
    List<?> ids = sql("select id from upload_session where state = 'closed'").getResultList();
    return ids.stream().map(String.class::cast).toList();
  }

  @Override
  public void emptied(String id) {
    int closed =
        sql("update upload_session set state = 'emptied' where id = ?1 and state = 'closed'", id)
            .executeUpdate();
    if (closed == 1) {
      sql("delete from upload_part where session_id = ?1", id).executeUpdate();
    }
  }

  @Override
  public void forget(Instant before) {
    sql(
            "delete from upload_session where state = 'emptied' and expires_at < "
                + SqlTime.of("?1"),
            before.toString())
        .executeUpdate();
  }

  private static UploadSession session(UploadSessionEntity row) {
    return new UploadSession(
        row.id,
        row.lengthBytes,
        row.offsetBytes,
        Optional.ofNullable(row.metadata),
        row.expiresAt.toInstant(),
        row.state.equals(OPEN));
  }

  private static SessionPart part(Object[] row) {
    return new SessionPart(
        ((Number) row[0]).longValue(), ((Number) row[1]).longValue(), (String) row[2]);
  }

  private Query sql(String text, Object... values) {
    Query query = em.createNativeQuery(text);
    for (int i = 0; i < values.length; i++) {
      query.setParameter(i + 1, values[i]);
    }
    return query;
  }
}
