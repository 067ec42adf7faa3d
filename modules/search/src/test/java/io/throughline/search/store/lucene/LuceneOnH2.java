package io.throughline.search.store.lucene;

import io.throughline.search.control.DocumentStore;
import io.throughline.search.control.PassageIndex;
import io.throughline.search.store.MeasuredIndex;
import io.throughline.search.store.SearchDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcConnectionPool;

/** The embedded index over the embedded database, in a directory that goes away with it. */
public final class LuceneOnH2 implements MeasuredIndex {

  private static final String OPTIONS =
      ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0";

  private final Path directory = Files.createTempDirectory("search-index");
  private final SearchDatabase database;
  private final RunningIndex running;

  public LuceneOnH2(String model) throws Exception {
    database =
        new SearchDatabase(
            JdbcConnectionPool.create(
                "jdbc:h2:" + directory.resolve("rows") + OPTIONS, "throughline", "throughline"));
    running = new RunningIndex(directory.resolve("index"), database.documents(), model);
  }

  @Override
  public DocumentStore documents() {
    return database.documents();
  }

  @Override
  public PassageIndex index() {
    return running.index();
  }

  @Override
  public Map<String, Long> disk() throws IOException {
    return Map.of(
        "index on disk", running.index().state().bytes(),
        "rows on disk", Files.size(directory.resolve("rows.mv.db")));
  }

  @Override
  public void close() throws IOException {
    running.close();
    database.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
