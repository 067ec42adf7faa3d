package io.throughline.upload.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link ObjectStorage} does. */
public interface ObjectStorageContract {

  /** An empty store. */
  ObjectStorage storage() throws IOException;

  /** How many unfinished objects' bytes are lying around. */
  long temporaryFiles() throws IOException;

  @Test
  default void getShouldReturnWhatWasPut() throws IOException {
    ObjectStorage storage = storage();
    byte[] bytes = new byte[1_000_003];
    new Random(7).nextBytes(bytes);

    assertThat(storage.put("uploads/a", new ByteArrayInputStream(bytes))).isEqualTo(bytes.length);

    try (InputStream content = storage.get("uploads/a")) {
      assertThat(content.readAllBytes()).isEqualTo(bytes);
    }
    assertThat(temporaryFiles()).isZero();
  }

  @Test
  default void putShouldStoreAnEmptyObject() throws IOException {
    ObjectStorage storage = storage();
    assertThat(storage.put("empty", text(""))).isZero();
    assertThat(read(storage, "empty")).isEmpty();
  }

  @Test
  default void putShouldReplaceWhatWasThere() throws IOException {
    ObjectStorage storage = storage();
    storage.put("results/a.json", text("old"));
    storage.put("results/a.json", text("new"));
    assertThat(read(storage, "results/a.json")).isEqualTo("new");
  }

  @Test
  default void putShouldLeaveNothingWhenItsContentFails() throws IOException {
    ObjectStorage storage = storage();
    IOException reset = new IOException("connection reset");

    assertThatThrownBy(() -> storage.put("uploads/a", failingAfter("half of it", reset)))
        .isSameAs(reset);

    assertThatThrownBy(() -> storage.get("uploads/a")).isInstanceOf(NoSuchFileException.class);
    assertThat(keys(storage, "")).isEmpty();
    assertThat(temporaryFiles()).isZero();
  }

  @Test
  default void putShouldKeepTheOldObjectWhenItsContentFails() throws IOException {
    ObjectStorage storage = storage();
    storage.put("uploads/a", text("old"));
    assertThatThrownBy(() -> storage.put("uploads/a", failingAfter("new", new IOException())))
        .isInstanceOf(IOException.class);
    assertThat(read(storage, "uploads/a")).isEqualTo("old");
  }

  @Test
  default void putShouldLeaveNothingWhenItsContentThrowsUnchecked() throws IOException {
    ObjectStorage storage = storage();
    InputStream content =
        new InputStream() {
          @Override
          public int read() {
            throw new IllegalStateException("bug");
          }
        };
    assertThatThrownBy(() -> storage.put("uploads/a", content))
        .isInstanceOf(IllegalStateException.class);
    assertThat(keys(storage, "")).isEmpty();
    assertThat(temporaryFiles()).isZero();
  }

  @Test
  default void downloadShouldGiveAFileWithTheBytes() throws IOException {
    ObjectStorage storage = storage();
    storage.put("uploads/a", text("bytes"));
    try (ObjectStorage.LocalCopy copy = storage.download("uploads/a")) {
      assertThat(Files.readString(copy.path())).isEqualTo("bytes");
    }
    assertThat(read(storage, "uploads/a")).as("still there").isEqualTo("bytes");
  }

  @Test
  default void absentObjectsShouldNotBeFound() throws IOException {
    ObjectStorage storage = storage();
    storage.put("uploads/a", text("x"));
    for (String key : List.of("uploads/b", "uploads", "other/a")) {
      assertThatThrownBy(() -> storage.get(key)).isInstanceOf(NoSuchFileException.class);
      assertThatThrownBy(() -> storage.download(key)).isInstanceOf(NoSuchFileException.class);
    }
  }

  @Test
  default void deleteShouldBeIdempotentAndOnlyDeleteThatObject() throws IOException {
    ObjectStorage storage = storage();
    storage.put("uploads/a", text("a"));
    storage.put("uploads/ab", text("ab"));

    storage.delete("uploads/a");
    storage.delete("uploads/a");
    storage.delete("uploads");
    storage.delete("never/was");

    assertThat(keys(storage, "")).containsExactly("uploads/ab");
  }

  @Test
  default void listShouldDescribeObjectsByPrefix() throws IOException {
    ObjectStorage storage = storage();
    storage.put("uploads/a", text("12345"));
    storage.put("uploads/deep/b.bin", text(""));
    storage.put("results/a", text("x"));

    assertThat(keys(storage, "uploads/")).containsExactly("uploads/a", "uploads/deep/b.bin");
    assertThat(keys(storage, "up")).hasSize(2);
    assertThat(keys(storage, "uploads/de")).containsExactly("uploads/deep/b.bin");
    assertThat(keys(storage, "none")).isEmpty();
    assertThat(keys(storage, "none/such")).isEmpty();
    try (Stream<ObjectStorage.StoredObject> objects = storage.list("uploads/a")) {
      ObjectStorage.StoredObject object = objects.findFirst().orElseThrow();
      assertThat(object.size()).isEqualTo(5);
      assertThat(object.lastModified())
          .isBetween(
              Instant.now().minus(Duration.ofMinutes(5)),
              Instant.now().plus(Duration.ofMinutes(5)));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/etc/passwd",
        "../a",
        "a/../b",
        "a/..",
        "a/./b",
        "a//b",
        "a/",
        ".incoming/a",
        "A",
        "a b",
        "a\\b",
        "a\0b",
        "a%2e",
        "a\r\nb",
        "\u202egnp",
        "a/...",
        "C:a"
      })
  default void keysThatTheServerDoesNotMakeShouldBeRefused(String key) throws IOException {
    ObjectStorage storage = storage();
    assertThatThrownBy(() -> storage.put(key, text("x")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> storage.get(key)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> storage.download(key)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> storage.delete(key)).isInstanceOf(IllegalArgumentException.class);
    assertThat(keys(storage, "")).isEmpty();
  }

  @Test
  default void keysOfMoreThan200CharactersShouldBeRefused() throws IOException {
    ObjectStorage storage = storage();
    storage.put("a".repeat(200), text("x"));
    assertThatThrownBy(() -> storage.put("a".repeat(201), text("x")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static InputStream text(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String read(ObjectStorage storage, String key) throws IOException {
    try (InputStream content = storage.get(key)) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static List<String> keys(ObjectStorage storage, String prefix) throws IOException {
    try (Stream<ObjectStorage.StoredObject> objects = storage.list(prefix)) {
      return objects.map(ObjectStorage.StoredObject::key).sorted().toList();
    }
  }

  private static InputStream failingAfter(String start, IOException failure) {
    return new FilterInputStream(text(start)) {
      @Override
      public int read(byte[] b, int off, int len) throws IOException {
        int n = super.read(b, off, len);
        if (n < 0) {
          throw failure;
        }
        return n;
      }
    };
  }
}
