package io.throughline.upload.store;

import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.upload.api.ObjectStorage;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.stream.Stream;

/**
 * Object storage with a span per upload, download and delete. Keys are not put on spans. The span
 * of {@link #get} covers the opening only.
 */
public final class TracedObjectStorage implements ObjectStorage {

  private static final String BYTES = "storage.bytes";

  private final ObjectStorage delegate;
  private final Telemetry telemetry;

  public TracedObjectStorage(ObjectStorage delegate, Telemetry telemetry) {
    this.delegate = delegate;
    this.telemetry = telemetry;
  }

  @Override
  public String system() {
    return delegate.system();
  }

  @Override
  public long put(String key, InputStream content) throws IOException {
    return telemetry.<Long, IOException>inSpan(
        operation("upload"),
        span -> {
          long size = delegate.put(key, content);
          span.set(BYTES, size);
          return size;
        });
  }

  @Override
  public InputStream get(String key) throws IOException {
    return telemetry.<InputStream, IOException>inSpan(
        operation("download"),
        span -> {
          InputStream content = delegate.get(key);
          if (content instanceof FileInputStream file) {
            span.set(BYTES, file.getChannel().size());
          } else if (content instanceof Sized sized) {
            span.set(BYTES, sized.size());
          }
          return content;
        });
  }

  @Override
  public LocalCopy download(String key) throws IOException {
    return telemetry.<LocalCopy, IOException>inSpan(
        operation("download"),
        span -> {
          LocalCopy copy = delegate.download(key);
          span.set(BYTES, Files.size(copy.path()));
          return copy;
        });
  }

  @Override
  public void delete(String key) throws IOException {
    telemetry.<Void, IOException>inSpan(
        operation("delete"),
        span -> {
          delegate.delete(key);
          return null;
        });
  }

  @Override
  public Stream<StoredObject> list(String prefix) throws IOException {
    return delegate.list(prefix);
  }

  private SpanSpec operation(String operation) {
    return SpanSpec.client("storage." + operation)
        .with("storage.operation", operation)
        .with("storage.system", delegate.system());
  }
}
