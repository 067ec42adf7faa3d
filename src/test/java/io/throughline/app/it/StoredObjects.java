package io.throughline.app.it;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The files that a server keeps below its data directory's {@code objects}. */
record StoredObjects(Path directory) {

  static StoredObjects of(LibertyServer server) {
    return new StoredObjects(server.data().resolve("objects"));
  }

  /** Every file, half-written ones included, by its path. */
  List<String> all() throws IOException {
    List<String> found = new ArrayList<>();
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            found.add(directory.relativize(file).toString());
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path gone, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
    Collections.sort(found);
    return found;
  }

  List<String> resultsOf(String jobId) throws IOException {
    return all().stream().filter(file -> file.startsWith("results/" + jobId + "/")).toList();
  }
}
