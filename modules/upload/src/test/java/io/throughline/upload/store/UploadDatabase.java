package io.throughline.upload.store;

import io.throughline.testing.database.TestDatabase;
import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.control.UploadSessionStore;
import io.throughline.upload.entity.UploadEntity;
import io.throughline.upload.entity.UploadSessionEntity;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import javax.sql.DataSource;

/** The stores of uploads on a real database: one transaction a call. */
final class UploadDatabase implements AutoCloseable {

  private final TestDatabase database;

  UploadDatabase(DataSource dataSource) throws IOException, SQLException {
    database = new TestDatabase(dataSource, UploadSessionEntity.class, UploadEntity.class);
  }

  UploadSessionStore store() {
    return database.transactional(
        UploadSessionStore.class,
        em -> {
          JpaUploadSessionStore store = new JpaUploadSessionStore();
          store.em = em;
          return store;
        });
  }

  /** What {@code type} of {@link JpaUploads} is asked for. */
  <T> T uploads(Class<T> type, ObjectStorage storage, Clock clock) {
    return database.transactional(
        type,
        em -> {
          JpaUploads uploads = new JpaUploads();
          uploads.em = em;
          uploads.storage = storage;
          uploads.clock = clock;
          return type.cast(uploads);
        });
  }

  void clear() throws SQLException {
    database.execute("delete from upload_session", "delete from upload");
  }

  @Override
  public void close() {
    database.close();
  }
}
