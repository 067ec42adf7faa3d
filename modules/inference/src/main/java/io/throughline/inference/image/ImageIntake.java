package io.throughline.inference.image;

import io.throughline.inference.control.ProvisionalUploads;
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
import java.util.List;
import java.util.OptionalLong;

/**
 * Takes a form with a picture: receives it, looks at its header, and hands it on. Whatever goes
 * wrong on the way, nothing that was stored stays behind. Thread-safe.
 */
public final class ImageIntake {

  private static final String FILE = "file";

  private final FormReceiver receiver;
  private final ObjectStorage storage;
  private final ImageCodec codec;
  private final Telemetry telemetry;
  private final ProvisionalUploads provisional;

  ImageIntake(FormReceiver receiver, ObjectStorage storage, ImageCodec codec, Telemetry telemetry) {
    this.receiver = receiver;
    this.storage = storage;
    this.codec = codec;
    this.telemetry = telemetry;
    this.provisional = new ProvisionalUploads(storage);
  }

  /** What is done with a good picture; whatever it throws makes the picture go away again. */
  @FunctionalInterface
  public interface Use<T> {
    T with(ReceivedForm form, Upload picture, ImageProperties properties) throws Exception;
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
    return provisional.keeping(
        List.of(picture), () -> use.with(form, picture, look(picture, limits)));
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
