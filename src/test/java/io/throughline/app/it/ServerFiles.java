package io.throughline.app.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where the build put the server, and what a server of a test is laid out from. */
public final class ServerFiles {

  /** What the first server that was stopped in this run had made of its configuration and WAR. */
  private static Path keptWorkArea;

  private final Path userDirectory;
  private final String name;

  private ServerFiles(Path userDirectory, String name) {
    this.userDirectory = userDirectory;
    this.name = name;
  }

  /** Lays out a fresh server; what an earlier run left under this name is deleted. */
  static ServerFiles layOut(String name) throws IOException {
    Path base = built("work").resolve(name);
    deleteTree(base);
    ServerFiles files = new ServerFiles(base.resolve("usr"), name);
    copyTree(repository().resolve("src/main/liberty/config"), files.configuration());
    copyTree(
        built("liberty").resolve("usr/shared/resources"),
        files.userDirectory.resolve("shared/resources"));
    Files.createDirectories(files.configuration().resolve("apps"));
    Files.copy(
        built("war"),
        files.configuration().resolve("apps/throughline.war"),
        StandardCopyOption.COPY_ATTRIBUTES);
    files.renewWorkArea();
    return files;
  }

  /**
   * Keeps the work area of a server that has been stopped. Laid out with it, the first start of
   * another takes half the time, as that of a container does whose image was started once.
   */
  void keepWorkArea() throws IOException {
    synchronized (ServerFiles.class) {
      if (keptWorkArea == null) {
        Path kept = built("work").resolve("kept-work-area");
        deleteTree(kept);
        copyTree(workArea(), kept);
        keptWorkArea = kept;
      }
    }
  }

  /** Gives the server the work area that was kept, or none if none was. */
  void renewWorkArea() throws IOException {
    synchronized (ServerFiles.class) {
      deleteTree(workArea());
      if (keptWorkArea != null) {
        copyTree(keptWorkArea, workArea());
      }
    }
  }

  private Path workArea() {
    return configuration().resolve("workarea");
  }

  public static Path repository() {
    return built("root");
  }

  /** A path that the build passes as a system property. */
  public static Path built(String what) {
    String path = System.getProperty("throughline.it." + what);
    if (path == null) {
      throw new IllegalStateException(
          "throughline.it." + what + " is not set: run these tests with mvn verify");
    }
    return Path.of(path);
  }

  String name() {
    return name;
  }

  Path userDirectory() {
    return userDirectory;
  }

  Path configuration() {
    return userDirectory.resolve("servers").resolve(name);
  }

  Path data() {
    return userDirectory.resolveSibling("data");
  }

  Path log() {
    return userDirectory.resolveSibling("server.log");
  }

  /** The lines of its log; one that is being written is left out. */
  List<String> messages() throws IOException {
    String all = Files.readString(configuration().resolve("logs/messages.log"));
    return all.substring(0, all.lastIndexOf('\n') + 1).lines().toList();
  }

  /** The last lines that the server printed. */
  String logTail(int lines) {
    try {
      List<String> all = Files.readAllLines(log());
      return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    } catch (IOException e) {
      return "no log: " + e;
    }
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          // Open Liberty tells by their times what it has seen before
          Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  private static void deleteTree(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(ServerFiles::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
