package io.throughline.inference.control;

import io.throughline.upload.api.ObjectStorage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/** Object storage for one test; its local copies are paths of files that do not exist. */
final class ObjectsInMemory implements ObjectStorage {

  final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();

  @Override
  public String system() {
    return "memory";
  }

  @Override
  public long put(String key, InputStream content) throws IOException {
    byte[] bytes = content.readAllBytes();
    objects.put(key, bytes);
    return bytes.length;
  }

  @Override
  public InputStream get(String key) throws IOException {
    if (!objects.containsKey(key)) {
      throw new NoSuchFileException(key);
    }
    return new ByteArrayInputStream(objects.get(key));
  }

  @Override
  public LocalCopy download(String key) throws IOException {
    get(key).close();
    return new LocalCopy() {
      @Override
      public Path path() {
        return Path.of(key);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void delete(String key) {
    objects.remove(key);
  }

  @Override
  public Stream<StoredObject> list(String prefix) {
    return objects.entrySet().stream()
        .filter(e -> e.getKey().startsWith(prefix))
        .map(e -> new StoredObject(e.getKey(), e.getValue().length, Instant.EPOCH));
  }
}
