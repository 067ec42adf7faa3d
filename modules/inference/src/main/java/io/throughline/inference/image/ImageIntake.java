package io.throughline.inference.image;

import io.throughline.inference.control.ReceivedFile;
import io.throughline.inference.control.ReceivedFiles;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.upload.api.FormParts;
import io.throughline.upload.api.FormReceiver;
import io.throughline.upload.api.ImageCodec;
import io.throughline.upload.api.ImageProperties;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaRejectedException.Reason;
import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.api.ReceivedForm;
import io.throughline.upload.api.Upload;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * Takes a form with a picture: receives it, looks at its header, and hands it on. What was stored
 * stays only if a job takes it over. Thread-safe.
 */
public final class ImageIntake {

  private static final String FILE = "file";

  private final FormReceiver receiver;
  private final ObjectStorage storage;
  private final ImageCodec codec;
  private final Telemetry telemetry;

  ImageIntake(FormReceiver receiver, ObjectStorage storage, ImageCodec codec, Telemetry telemetry) {
    this.receiver = receiver;
    this.storage = storage;
    this.codec = codec;
    this.telemetry = telemetry;
  }

  /** What is done with a good picture, which goes away again unless it is taken over. */
  @FunctionalInterface
  public interface Use<T> {
    T with(ReceivedForm form, ReceivedFile picture, ImageProperties properties) throws Exception;
  }

  /**
   * Receives a form and calls {@code use} with its picture.
   *
   * @param contentType with the boundary
   * @param contentLength declared bytes, where declared
   * @param limits what its sender may send
   * @throws MediaRejectedException if the form or the picture is not acceptable
   */
  public <T> T take(
      InputStream body,
      String contentType,
      OptionalLong contentLength,
      ImageLimits limits,
      Use<T> use)
      throws Exception {
    ReceivedForm form =
        receiver.receive(
            body, contentType, contentLength, FormParts.picture(FILE, limits.maxBytes()));
    Upload picture =
        form.upload(FILE)
            .orElseThrow(
                () ->
                    new MediaRejectedException(
                        Reason.MISSING_FILE, FILE, "send a part named file"));
    try (ReceivedFiles files = new ReceivedFiles(storage)) {
      return use.with(form, files.add(picture), look(picture, limits));
    }
  }

  private ImageProperties look(Upload picture, ImageLimits limits) throws Exception {
    return telemetry.<ImageProperties, Exception>inSpan(
        SpanSpec.internal("image.load_and_validate"),
        span -> {
          try (ObjectStorage.LocalCopy copy = storage.download(picture.storageKey())) {
            ImageProperties found = codec.probe(copy.path(), picture.type());
            span.set("image.width", found.uprightWidth());
            span.set("image.height", found.uprightHeight());
            if (found.pixels() > limits.maxPixels()) {
              throw new MediaRejectedException(
                  Reason.TOO_MANY_PIXELS,
                  FILE,
                  "The picture has more than the " + limits.maxPixels() + " pixels allowed");
            }
            return found;
          }
        });
  }
}
