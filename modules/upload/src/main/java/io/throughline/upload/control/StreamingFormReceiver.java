package io.throughline.upload.control;

import io.throughline.telemetry.api.Telemetry;
import io.throughline.upload.api.FormParts;
import io.throughline.upload.api.FormReceiver;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaRejectedException.Reason;
import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.api.ReceivedForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.commons.fileupload2.core.FileUploadException;
import org.apache.commons.fileupload2.core.MultipartInput;

/**
 * Streams a form's files into object storage. Heap use does not depend on their size, and the
 * client's file names are not even looked at.
 */
public final class StreamingFormReceiver implements FormReceiver {

  // commons-fileupload's own default is 4 KiB, and each refill moves the boundary's length of bytes
  private static final int BUFFER = 256 * 1024;
  private static final int MAX_PART_HEADERS = 4 * 1024;
  private static final int MAX_BOUNDARY = 200;

  private final ObjectStorage storage;
  private final Telemetry telemetry;
  private final UploadLimits limits;
  private final Supplier<String> ids;
  private final LongSupplier nanoTime;

  /** Receives with random ids and the system's clock. */
  public StreamingFormReceiver(ObjectStorage storage, Telemetry telemetry, UploadLimits limits) {
    this(storage, telemetry, limits, () -> UUID.randomUUID().toString(), System::nanoTime);
  }

  /**
   * @param storage where files go; traced already where wanted
   * @param ids makes upload ids of lower-case letters, digits and dashes
   * @param nanoTime as {@link System#nanoTime()}
   */
  public StreamingFormReceiver(
      ObjectStorage storage,
      Telemetry telemetry,
      UploadLimits limits,
      Supplier<String> ids,
      LongSupplier nanoTime) {
    this.storage = storage;
    this.telemetry = telemetry;
    this.limits = limits;
    this.ids = ids;
    this.nanoTime = nanoTime;
  }

  @Override
  public ReceivedForm receive(
      InputStream body, String contentType, OptionalLong contentLength, FormParts parts)
      throws MediaRejectedException, IOException {
    if (contentLength.isPresent() && contentLength.getAsLong() > limits.maxBytes()) {
      throw new MediaRejectedException(Reason.TOO_LARGE, "body", MeteredBody.tooLarge(limits));
    }
    byte[] boundary = boundary(contentType);
    MeteredBody metered = new MeteredBody(body, contentLength, limits, nanoTime);
    FileParts files = new FileParts(storage, telemetry, ids, metered, parts);
    boolean complete = false;
    try {
      MultipartInput input =
          MultipartInput.builder()
              .setInputStream(metered)
              .setBoundary(boundary)
              .setBufferSize(BUFFER)
              .setMaxPartHeaderSize(MAX_PART_HEADERS)
              .get();
      input.setHeaderCharset(StandardCharsets.UTF_8);
      ReceivedForm form = new FormReading(input, limits, parts, files).read();
      drain(metered);
      complete = true;
      return form;
    } catch (FileUploadException e) {
      metered.throwFailure();
      throw FormReading.malformed("The form is broken or was cut off");
    } catch (MediaRejectedException | IOException e) {
      // the parser takes a body that broke off before its first part for one without parts
      metered.throwFailure();
      throw e;
    } finally {
      if (!complete) {
        files.discard();
      }
    }
  }

  private static byte[] boundary(String contentType) throws MediaRejectedException {
    Map<String, String> parameters = PartHeaders.parameters(contentType == null ? "" : contentType);
    if (!parameters.containsKey("multipart/form-data")) {
      throw new MediaRejectedException(
          Reason.UNSUPPORTED_MEDIA_TYPE, "body", "The request is not multipart/form-data");
    }
    String boundary = parameters.get("boundary");
    if (boundary == null || boundary.isBlank() || boundary.length() > MAX_BOUNDARY) {
      throw FormReading.malformed("The content type has no usable boundary");
    }
    return boundary.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Reads what follows the form, so that the body's length is checked to its end. */
  private static void drain(InputStream rest) throws IOException {
    rest.transferTo(OutputStream.nullOutputStream());
  }
}
