package io.throughline.app.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files that a server keeps below its data directory's {@code objects}. */
record StoredObjects(Path directory) {

  static StoredObjects of(LibertyServer server) {
    return new StoredObjects(server.data().resolve("objects"));
  }

  /** Every file, half-written ones included, by its path. */
  List<String> all() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  List<String> resultsOf(String jobId) throws IOException {
    return all().stream().filter(file -> file.startsWith("results/" + jobId + "/")).toList();
  }
}
