package io.throughline.upload.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.api.ObjectStorageContract;
import io.throughline.upload.api.StorageFullException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileObjectStorageTest implements ObjectStorageContract {

  @TempDir Path directory;

  @Override
  public ObjectStorage storage() throws IOException {
    return new FileObjectStorage(directory.resolve("objects"));
  }

  @Override
  public long temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("objects/.incoming"))) {
      return files.count();
    }
  }

  @Test
  void storedBytesShouldBeReadableByTheOwnerOnly() throws IOException {
    storage().put("uploads/a", new ByteArrayInputStream(new byte[1]));
    Path root = directory.resolve("objects");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root)))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("uploads/a"))))
        .isEqualTo("rw-------");
  }

  @Test
  void deleteStaleShouldSpareUploadsInProgress() throws IOException {
    FileObjectStorage storage = new FileObjectStorage(directory.resolve("objects"));
    Path incoming = directory.resolve("objects/.incoming");
    Instant now = Instant.parse("2026-01-01T12:00:00Z");
    Path dead = Files.writeString(incoming.resolve("dead"), "x");
    Path alive = Files.writeString(incoming.resolve("alive"), "x");
    Files.setLastModifiedTime(dead, FileTime.from(now.minus(Duration.ofHours(2))));
    Files.setLastModifiedTime(alive, FileTime.from(now.minus(Duration.ofMinutes(1))));

    assertThat(storage.deleteStale(now.minus(Duration.ofHours(1)))).isEqualTo(1);

    assertThat(dead).doesNotExist();
    assertThat(alive).exists();
  }

  @Test
  void linksPlantedInTheDirectoryShouldNotBeFollowed() throws IOException {
    ObjectStorage storage = storage();
    Path secret = Files.writeString(directory.resolve("secret"), "x");
    Files.createSymbolicLink(directory.resolve("objects/link"), secret);
    assertThatThrownBy(() -> storage.get("link")).isInstanceOf(IOException.class);
    storage.delete("link");
    assertThat(secret).exists();
  }

  @Test
  void aFullDiskShouldBeToldFromOtherFailures() {
    assertThat(FullDisk.told(new IOException("No space left on device")))
        .isInstanceOf(StorageFullException.class);
    assertThat(FullDisk.told(new FileSystemException("/a", null, "Disk quota exceeded")))
        .isInstanceOf(StorageFullException.class)
        .hasMessageNotContaining("/a");
    IOException other = new IOException("Input/output error");
    assertThat(FullDisk.told(other)).isSameAs(other);
    IOException mute = new IOException();
    assertThat(FullDisk.told(mute)).isSameAs(mute);
  }
}
