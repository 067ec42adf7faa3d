package io.throughline.inference.control;

import io.throughline.telemetry.api.LoggedFailure;
import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.api.Upload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The stored files of one request; closing removes those that no job took over. For one thread. */
public final class ReceivedFiles implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(ReceivedFiles.class.getName());

  private final ObjectStorage storage;
  private final List<ReceivedFile> files = new ArrayList<>();

  public ReceivedFiles(ObjectStorage storage) {
    this.storage = storage;
  }

  /** Adds a file that has been stored. */
  public ReceivedFile add(Upload upload) {
    ReceivedFile file = new ReceivedFile(upload);
    files.add(file);
    return file;
  }

  @Override
  public void close() {
    files.stream().filter(file -> !file.takenOver()).forEach(file -> remove(file.upload()));
  }

  private void remove(Upload upload) {
    try {
      storage.delete(upload.storageKey());
    } catch (IOException e) {
      LOG.log(
          Level.WARNING,
          "a file that no job has stays behind until the orphan sweep",
          LoggedFailure.of(e));
    }
  }
}
