package io.throughline.upload.control;

import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaRejectedException.Reason;
import io.throughline.upload.api.StorageFullException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Adds the bytes of a request to an upload. They are stored part by part, and a part that is stored
 * counts whatever happens to the rest: a client that breaks off loses nothing, a server that dies
 * loses a part. Of two requests that write to one upload at once, one is refused. Thread-safe.
 */
public final class ChunkReceiver {

  /** Bytes of a part; object storage on S3 holds one in memory. */
  private static final long PART = 8 * 1024 * 1024;

  private final ResumableUploads uploads;
  private final Telemetry telemetry;
  private final LongSupplier nanoTime;
  private final long partSize;

  /** Receives in parts of 8 MiB, by the system's clock. */
  public ChunkReceiver(ResumableUploads uploads, Telemetry telemetry) {
    this(uploads, telemetry, System::nanoTime, PART);
  }

  ChunkReceiver(
      ResumableUploads uploads, Telemetry telemetry, LongSupplier nanoTime, long partSize) {
    this.uploads = uploads;
    this.telemetry = telemetry;
    this.nanoTime = nanoTime;
    this.partSize = partSize;
  }

  /**
   * Reads the body to its end.
   *
   * @param offset where the client believes the upload to end
   * @param contentLength declared bytes, where declared
   * @param checksum if given, all bytes are kept or none
   * @return the upload as it is then; its bytes are durable
   * @throws MediaRejectedException if the upload does not take them, or the body breaks off: then
   *     what arrived without a checksum is kept
   * @throws StorageFullException if the object store is full; parts stored before are kept
   * @throws IOException if storage failed
   */
  public UploadSession append(
      String id,
      long offset,
      InputStream body,
      OptionalLong contentLength,
      Optional<ChunkChecksum> checksum)
      throws MediaRejectedException, IOException {
    UploadSession session = uploads.find(id);
    if (session.isComplete()) {
      throw new MediaRejectedException(Reason.UPLOAD_COMPLETE, null, "The upload is complete");
    }
    if (offset != session.offset()) {
      throw ResumableUploads.offsetMismatch();
    }
    if (contentLength.isPresent() && contentLength.getAsLong() > session.length() - offset) {
      throw ChunkReceipt.tooLong();
    }
    MeteredBody metered = new MeteredBody(body, contentLength, uploads.limits(), nanoTime);
    ChunkReceipt receipt =
        new ChunkReceipt(uploads, session, new ChunkBody(metered, nanoTime), checksum, partSize);
    try {
      return telemetry.<UploadSession, Exception>inSpan(
          SpanSpec.internal("upload.append"), span -> receipt.take(telemetry, span));
    } catch (MediaRejectedException | IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
