package io.throughline.upload.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.testing.server.S3Server;
import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.api.ObjectStorageContract;
import io.throughline.upload.store.Sized;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** Against an S3 server that runs as a process. */
class S3ObjectStorageTest implements ObjectStorageContract {

  private static final int MIB = 1024 * 1024;
  private static final int PART = 5 * MIB;

  @TempDir Path directory;

  private S3Client s3;
  private S3ObjectStorage storage;

  @BeforeEach
  void emptyTheBucket() throws IOException {
    S3Settings settings = SharedS3.settings();
    s3 = S3Connection.open(settings);
    unfinished()
        .forEach(
            u ->
                s3.abortMultipartUpload(
                    b -> b.bucket(S3Server.BUCKET).key(u.key()).uploadId(u.uploadId())));
    s3.listObjectsV2Paginator(b -> b.bucket(S3Server.BUCKET)).contents().stream()
        .forEach(o -> s3.deleteObject(b -> b.bucket(S3Server.BUCKET).key(o.key())));
    storage = new S3ObjectStorage(settings, directory.resolve("copies"), PART);
  }

  @AfterEach
  void disconnect() {
    storage.close();
    s3.close();
  }

  @Override
  public ObjectStorage storage() {
    return storage;
  }

  @Override
  public long temporaryFiles() throws IOException {
    try (Stream<Path> copies = Files.list(directory.resolve("copies"))) {
      return copies.count() + unfinished().size();
    }
  }

  @Test
  void aLongObjectShouldComeBackAsItWas() throws IOException {
    byte[] bytes = random(2 * PART + 7);
    assertThat(storage.put("uploads/long", new ByteArrayInputStream(bytes)))
        .isEqualTo(bytes.length);
    try (InputStream content = storage.get("uploads/long")) {
      assertThat(((Sized) content).size()).isEqualTo(bytes.length);
      assertThat(content.readAllBytes()).isEqualTo(bytes);
    }
    assertThat(temporaryFiles()).isZero();
  }

  @Test
  void anObjectThatEndsWithAPartShouldComeBackAsItWas() throws IOException {
    byte[] bytes = random(PART);
    assertThat(storage.put("uploads/even", new ByteArrayInputStream(bytes))).isEqualTo(PART);
    try (ObjectStorage.LocalCopy copy = storage.download("uploads/even")) {
      assertThat(Files.readAllBytes(copy.path())).isEqualTo(bytes);
      assertThat(temporaryFiles()).isOne();
    }
    assertThat(temporaryFiles()).isZero();
  }

  @Test
  void partsShouldBeSentBeforeTheContentEnds() throws IOException {
    List<Integer> sentWhenRead = new ArrayList<>();
    InputStream content =
        new FilterInputStream(new ByteArrayInputStream(random(3 * PART))) {
          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            if (n < 0) {
              sentWhenRead.add(partsSent());
            }
            return n;
          }
        };
    storage.put("uploads/streamed", content);
    assertThat(sentWhenRead).containsExactly(3);
  }

  @Test
  void aLongObjectWhoseContentFailsShouldLeaveNothing() throws IOException {
    IOException reset = new IOException("connection reset");
    assertThatThrownBy(() -> storage.put("uploads/a", failingAfter(PART + 1, reset)))
        .isSameAs(reset);
    assertThatThrownBy(() -> storage.get("uploads/a")).isInstanceOf(NoSuchFileException.class);
    assertThat(temporaryFiles()).isZero();
  }

  @Test
  void anInterruptedUploadShouldLeaveNoParts() throws IOException {
    InputStream content =
        new FilterInputStream(new ByteArrayInputStream(random(3 * PART))) {
          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            if (partsSent() == 1) {
              Thread.currentThread().interrupt();
            }
            return super.read(buffer, offset, length);
          }
        };
    try {
      assertThatThrownBy(() -> storage.put("uploads/a", content)).isInstanceOf(IOException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(temporaryFiles()).isZero();
    assertThatThrownBy(() -> storage.get("uploads/a")).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void deleteStaleShouldSpareUploadsInProgress() throws IOException {
    s3.createMultipartUpload(b -> b.bucket(S3Server.BUCKET).key("uploads/begun"));
    Instant now = Instant.now();
    assertThat(storage.deleteStale(now.minus(Duration.ofHours(1)))).isZero();
    assertThat(unfinished()).hasSize(1);
    assertThat(storage.deleteStale(now.plus(Duration.ofHours(1)))).isOne();
    assertThat(unfinished()).isEmpty();
  }

  @Test
  void copiesOfAnEarlierProcessShouldBeDeleted() throws IOException {
    Path left = Files.writeString(directory.resolve("copies/left"), "x");
    new S3ObjectStorage(SharedS3.settings(), directory.resolve("copies")).close();
    assertThat(left).doesNotExist();
  }

  private List<MultipartUpload> unfinished() {
    return s3.listMultipartUploads(b -> b.bucket(S3Server.BUCKET)).uploads();
  }

  private int partsSent() {
    return unfinished().stream()
        .mapToInt(
            u ->
                s3.listParts(b -> b.bucket(S3Server.BUCKET).key(u.key()).uploadId(u.uploadId()))
                    .parts()
                    .size())
        .sum();
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private static InputStream failingAfter(int size, IOException failure) {
    return new FilterInputStream(new ByteArrayInputStream(new byte[size])) {
      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int n = super.read(buffer, offset, length);
        if (n < 0) {
          throw failure;
        }
        return n;
      }
    };
  }
}
