package io.throughline.job.control;

import io.throughline.telemetry.api.LoggedFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Removes the directories of attempts. */
final class WorkDirectories {

  private static final Logger LOG = Logger.getLogger(WorkDirectories.class.getName());

  private WorkDirectories() {}

  /** Deletes what attempts of a server that died left below {@code root}. */
  static void sweep(Path root) throws IOException {
    try (Stream<Path> left = Files.list(root)) {
      left.forEach(WorkDirectories::delete);
    }
  }

  /** Deletes a directory and all in it; what cannot be deleted is left for the next sweep. */
  static void delete(Path directory) {
    try (Stream<Path> walk = Files.walk(directory)) {
      List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      LOG.log(
          Level.WARNING, "a work directory stays behind until the next start", LoggedFailure.of(e));
    }
  }
}
