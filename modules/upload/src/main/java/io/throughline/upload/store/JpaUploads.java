package io.throughline.upload.store;

import io.throughline.upload.api.MediaType;
import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.api.Upload;
import io.throughline.upload.api.Uploads;
import io.throughline.upload.control.UploadRegister;
import io.throughline.upload.entity.UploadEntity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@link Uploads} and the questions about them, through JPA. */
@ApplicationScoped
public class JpaUploads implements Uploads, UploadRegister {

  @PersistenceContext(unitName = "throughline")
  EntityManager em;

  @Inject ObjectStorage storage;
  @Inject Clock clock;

  @Override
  @Transactional(TxType.MANDATORY)
  public void register(Upload upload) {
    UploadEntity row = new UploadEntity();
    row.id = upload.id();
    row.storageKey = upload.storageKey();
    row.sizeBytes = upload.size();
    row.sha256 = upload.sha256();
    row.mediaType = upload.type().mimeType();
    row.extension = upload.type().extension();
    row.demuxer = upload.type().demuxer();
    row.createdAt = clock.instant().atOffset(ZoneOffset.UTC);
    em.persist(row);
    em.flush();
  }

  @Override
  @Transactional
  public Optional<Upload> find(String uploadId) {
    return Optional.ofNullable(em.find(UploadEntity.class, uploadId)).map(JpaUploads::upload);
  }

  @Override
  @Transactional
  public void delete(String uploadId) throws IOException {
    UploadEntity row = em.find(UploadEntity.class, uploadId);
    if (row != null) {
      storage.delete(row.storageKey);
      em.remove(row);
    }
  }

  @Override
  @Transactional
  public Set<String> registered(Collection<String> keys) {
    return Set.copyOf(
        em.createQuery(
                "select u.storageKey from Upload u where u.storageKey in :keys", String.class)
            .setParameter("keys", keys)
            .getResultList());
  }

  @Override
  @Transactional
  public List<String> registeredBefore(Instant before, String after, int limit) {
    List<?> ids =
        em.createNativeQuery(
                "select id from upload where created_at < "
                    + SqlTime.of("?1")
                    + " and id > ?2 order by id")
            .setParameter(1, before.toString())
            .setParameter(2, after)
            .setMaxResults(limit)
            .getResultList();
    return ids.stream().map(String.class::cast).toList();
  }

  private static Upload upload(UploadEntity row) {
    return new Upload(
        row.id,
        row.storageKey,
        row.sizeBytes,
        row.sha256,
        new MediaType(row.mediaType, row.extension, row.demuxer));
  }
}
