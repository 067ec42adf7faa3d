package io.throughline.upload.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.telemetry.api.Telemetry;
import io.throughline.upload.RecordingTelemetry;
import io.throughline.upload.RecordingTelemetry.Ended;
import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.store.file.FileObjectStorage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TracedObjectStorageTest {

  @TempDir Path directory;

  private final RecordingTelemetry telemetry = new RecordingTelemetry();
  private ObjectStorage files;
  private ObjectStorage storage;

  @BeforeEach
  void storage() throws IOException {
    files = new FileObjectStorage(directory);
    storage = new TracedObjectStorage(files, telemetry);
  }

  @Test
  void everyOperationShouldHaveItsSpan() throws IOException {
    storage.put("a", new ByteArrayInputStream(new byte[5]));
    try (InputStream content = storage.get("a")) {
      assertThat(content.readAllBytes()).hasSize(5);
    }
    storage.download("a").close();
    storage.delete("a");

    assertThat(telemetry.spans)
        .containsExactly(
            span("upload", 5L), span("download", 5L), span("download", 5L), span("delete", null));
  }

  @Test
  void failedOperationShouldEndItsSpanWithTheError() {
    assertThatThrownBy(() -> storage.get("a")).isInstanceOf(NoSuchFileException.class);
    assertThat(telemetry.spans).extracting(Ended::error).containsExactly("NoSuchFileException");
  }

  @Test
  void listShouldHaveNoSpan() throws IOException {
    try (Stream<ObjectStorage.StoredObject> objects = storage.list("")) {
      assertThat(objects).isEmpty();
    }
    assertThat(telemetry.spans).isEmpty();
  }

  @Test
  void storageShouldWorkWithoutTracing() throws IOException {
    ObjectStorage untraced = new TracedObjectStorage(files, Telemetry.off());
    assertThat(untraced.put("a", new ByteArrayInputStream(new byte[5]))).isEqualTo(5);
    assertThat(untraced.system()).isEqualTo("file");
  }

  private static Ended span(String operation, Long bytes) {
    Map<String, Object> attributes =
        new TreeMap<>(Map.of("storage.operation", operation, "storage.system", "file"));
    if (bytes != null) {
      attributes.put("storage.bytes", bytes);
    }
    return new Ended("storage." + operation, "CLIENT", "", attributes, List.of(), "");
  }
}
