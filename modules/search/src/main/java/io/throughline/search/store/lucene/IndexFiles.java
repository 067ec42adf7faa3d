package io.throughline.search.store.lucene;

import io.throughline.search.control.DocumentStore.ChangePosition;
import io.throughline.telemetry.api.LoggedFailure;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.store.MMapDirectory;

/**
 * The directory of an index. Each commit says up to which change of which database it goes, and for
 * which model; one that does not fit, or cannot be read, is made again.
 */
final class IndexFiles {

  private static final Logger LOG = Logger.getLogger(IndexFiles.class.getName());

  /** Goes up when the fields change. */
  private static final String FORMAT = "1";

  private static final String CHANGE = "change";
  private static final double BUFFER_MEGABYTES = 48;

  /**
   * An index that can be written.
   *
   * @param change the newest change that it has
   */
  record Opened(Directory directory, IndexWriter writer, long change) implements AutoCloseable {

    /** Closes it as it was last committed. */
    @Override
    public void close() throws IOException {
      try (directory) {
        writer.rollback();
      }
    }
  }

  private final Path path;
  private final String model;
  private final Analyzer analyzer;

  /**
   * @param model whose vectors the index has
   */
  IndexFiles(Path path, String model, Analyzer analyzer) {
    this.path = path;
    this.model = model;
    this.analyzer = analyzer;
  }

  /**
   * Opens the index, or an empty one in its place if it is of no use.
   *
   * @param database where the database is; the index may not be ahead of it
   * @throws IndexInUseException if another server has it open
   * @throws IOException if the directory cannot be written
   */
  Opened open(ChangePosition database) throws IOException {
    Files.createDirectories(path);
    Directory directory = new MMapDirectory(path);
    try {
      long change = committed(directory, database);
      if (change < 0) {
        clear(directory);
      }
      return new Opened(directory, writer(directory), Math.max(change, 0));
    } catch (LockObtainFailedException e) {
      directory.close();
      throw new IndexInUseException(e);
    } catch (IOException | RuntimeException e) {
      directory.close();
      throw e;
    }
  }

  /** Deletes what is there, to open an empty index in its place. */
  void clear() throws IOException {
    try (Directory directory = new MMapDirectory(path)) {
      clear(directory);
    }
  }

  /** By hand: a writer that is to begin anew reads what is there, too. */
  private static void clear(Directory directory) throws IOException {
    try (Lock lock = directory.obtainLock(IndexWriter.WRITE_LOCK_NAME)) {
      lock.ensureValid();
      for (String file : directory.listAll()) {
        if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) {
          directory.deleteFile(file);
        }
      }
    }
  }

  private IndexWriter writer(Directory directory) throws IOException {
    return new IndexWriter(
        directory,
        new IndexWriterConfig(analyzer)
            .setRAMBufferSizeMB(BUFFER_MEGABYTES)
            .setCommitOnClose(false));
  }

  /** The change up to which the last commit goes; -1 if there is none that can be used. */
  private long committed(Directory directory, ChangePosition database) throws IOException {
    try (DirectoryReader reader = DirectoryReader.open(directory)) {
      Map<String, String> said = reader.getIndexCommit().getUserData();
      long change = Long.parseLong(said.getOrDefault(CHANGE, "-1"));
      if (said.entrySet().containsAll(identity(database).entrySet())
          && change <= database.last()
          && change >= database.forgotten()) {
        return change;
      }
      LOG.info(
          "the search index is of another model, format or database, or too old: it is made again"
              + " from the database; until then searches find what is done already");
    } catch (IndexNotFoundException e) {
      LOG.log(Level.FINE, "there is no search index yet", LoggedFailure.of(e));
    } catch (CorruptIndexException
        | IndexFormatTooOldException
        | IndexFormatTooNewException
        | EOFException
        | NoSuchFileException
        | IllegalArgumentException e) {
      LOG.log(
          Level.WARNING,
          "the search index cannot be read: it is made again from the database, nothing is lost",
          LoggedFailure.of(e));
    }
    return -1;
  }

  /** What a commit that goes up to {@code change} of a database says. */
  Map<String, String> upTo(long change, ChangePosition database) {
    Map<String, String> said = new HashMap<>(identity(database));
    said.put(CHANGE, Long.toString(change));
    return said;
  }

  private Map<String, String> identity(ChangePosition database) {
    return Map.of("format", FORMAT, "epoch", database.epoch(), "model", model);
  }

  /** Bytes on disk. */
  long size() {
    try (Directory directory = new MMapDirectory(path)) {
      long bytes = 0;
      for (String file : directory.listAll()) {
        bytes += length(directory, file);
      }
      return bytes;
    } catch (IOException e) {
      return 0;
    }
  }

  /** Merging may have deleted it meanwhile. */
  private static long length(Directory directory, String file) {
    try {
      return directory.fileLength(file);
    } catch (IOException e) {
      return 0;
    }
  }
}
