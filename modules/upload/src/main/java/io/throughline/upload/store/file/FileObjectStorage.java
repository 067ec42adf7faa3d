package io.throughline.upload.store.file;

import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.store.StorageKey;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Objects as files below a directory. An object is written to {@code .incoming}, forced to disk and
 * then renamed, so it is there whole or not at all even when power fails.
 */
public final class FileObjectStorage implements ObjectStorage {

  private static final int BUFFER = 256 * 1024;

  private final Path root;
  private final Path incoming;

  /**
   * @param root made, readable by this user only, if it does not exist
   */
  public FileObjectStorage(Path root) throws IOException {
    this.root = root.toAbsolutePath().normalize();
    this.incoming = this.root.resolve(".incoming");
    Files.createDirectories(
        incoming,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /**
   * Deletes what a killed server left half written. An upload in progress touches its file all the
   * time, so an hour is a safe age also when several nodes share the directory.
   *
   * @param before files written to since then are kept
   * @return how many were deleted
   */
  public int deleteStale(Instant before) throws IOException {
    int deleted = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(incoming)) {
      for (Path file : files) {
        try {
          if (Files.getLastModifiedTime(file).toInstant().isBefore(before)
              && Files.deleteIfExists(file)) {
            deleted++;
          }
        } catch (NoSuchFileException e) {
          // its upload ended meanwhile
          continue;
        }
      }
    }
    return deleted;
  }

  @Override
  public String system() {
    return "file";
  }

  @Override
  public long put(String key, InputStream content) throws IOException {
    Path target = new StorageKey(key).below(root);
    Path temporary = storing(() -> Files.createTempFile(incoming, null, null));
    try {
      long size = write(content, temporary);
      storing(() -> publish(temporary, target));
      return size;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static long write(InputStream content, Path file) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long size = 0;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n);
        storing(() -> writeFully(channel, bytes));
        size += n;
      }
      storing(
          () -> {
            channel.force(true);
            return null;
          });
    }
    return size;
  }

  private static Void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    return null;
  }

  private Void publish(Path temporary, Path target) throws IOException {
    Path directory = target.getParent();
    boolean isNew = !Files.isDirectory(directory);
    Files.createDirectories(directory);
    Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    force(directory);
    if (isNew) {
      for (Path above = directory; !above.equals(root); above = above.getParent()) {
        force(above.getParent());
      }
    }
    return null;
  }

  private static void force(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public InputStream get(String key) throws IOException {
    return new FileInputStream(existing(key).toFile());
  }

  @Override
  public LocalCopy download(String key) throws IOException {
    Path file = existing(key);
    return new LocalCopy() {
      @Override
      public Path path() {
        return file;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void delete(String key) throws IOException {
    Path file = new StorageKey(key).below(root);
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(file);
    }
  }

  @Override
  public Stream<StoredObject> list(String prefix) throws IOException {
    Path start = root.resolve(prefix.substring(0, prefix.lastIndexOf('/') + 1));
    if (!Files.isDirectory(start)) {
      return Stream.empty();
    }
    return Files.find(
            start,
            Integer.MAX_VALUE,
            (file, attributes) -> attributes.isRegularFile() && !file.startsWith(incoming))
        .filter(file -> key(file).startsWith(prefix))
        .flatMap(this::describe);
  }

  private Stream<StoredObject> describe(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return Stream.of(new StoredObject(key(file), now.size(), now.lastModifiedTime().toInstant()));
    } catch (NoSuchFileException e) {
      return Stream.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String key(Path file) {
    return root.relativize(file).toString();
  }

  private Path existing(String key) throws NoSuchFileException {
    Path file = new StorageKey(key).below(root);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new NoSuchFileException(key);
    }
    return file;
  }

  private static <T> T storing(Storing<T> work) throws IOException {
    try {
      return work.run();
    } catch (IOException e) {
      throw FullDisk.told(e);
    }
  }

  private interface Storing<T> {
    T run() throws IOException;
  }
}
