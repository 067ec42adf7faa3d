package io.throughline.inference.engine.gpu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A directory of our own for temporary files while JCuda unpacks its library: it takes a fixed name
 * below {@code java.io.tmpdir} and trusts what is there already, which anybody on the machine may
 * have put there. What is unpacked is removed at once; a library that is loaded needs no name.
 */
final class PrivateTemporaryFiles implements AutoCloseable {

  private static final String SETTING = "java.io.tmpdir";

  private final Path directory;
  private final String before;

  private PrivateTemporaryFiles(Path directory) {
    this.directory = directory;
    this.before = System.setProperty(SETTING, directory.toString());
  }

  /** Until closed, temporary files of libraries go to a directory that only this user can enter. */
  static PrivateTemporaryFiles inUse() throws IOException {
    return new PrivateTemporaryFiles(Files.createTempDirectory("throughline-cuda"));
  }

  Path directory() {
    return directory;
  }

  @Override
  public void close() throws IOException {
    System.setProperty(SETTING, before);
    List<Path> files;
    try (Stream<Path> unpacked = Files.list(directory)) {
      files = unpacked.toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
    Files.delete(directory);
  }
}
