package io.throughline.upload.control;

import io.throughline.telemetry.api.ActiveSpan;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.upload.api.FinishedUploads;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaRejectedException.Reason;
import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.api.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.util.function.Supplier;

/** Joins an upload's parts and takes them in like any other file. Thread-safe. */
public final class FinishedUploadReceiver implements FinishedUploads {

  private static final Logger LOG = System.getLogger(FinishedUploadReceiver.class.getName());
  private static final String FIELD = "upload_id";

  private final ResumableUploads uploads;
  private final ObjectStorage storage;
  private final Telemetry telemetry;
  private final MediaIntake intake;

  /**
   * @param storage where parts are and files go; traced already where wanted
   * @param ids makes upload ids of lower-case letters, digits and dashes
   */
  public FinishedUploadReceiver(
      ResumableUploads uploads, ObjectStorage storage, Telemetry telemetry, Supplier<String> ids) {
    this.uploads = uploads;
    this.storage = storage;
    this.telemetry = telemetry;
    this.intake = new MediaIntake(storage, ids);
  }

  @Override
  public Upload receive(String id) throws MediaRejectedException, IOException {
    UploadSession session = known(id);
    if (!session.isComplete()) {
      throw new MediaRejectedException(
          Reason.UPLOAD_INCOMPLETE, FIELD, "The upload is not complete yet");
    }
    SpanSpec spec = SpanSpec.internal("audio.validate_and_save");
    try {
      return telemetry.<Upload, Exception>inSpan(spec, span -> join(session, span));
    } catch (NoSuchFileException e) {
      LOG.log(
          Level.WARNING,
          "A part of a complete upload is missing, so no job was made of it. Unless it was"
              + " terminated just now, nodes do not share their storage: see THROUGHLINE_STORAGE");
      throw new MediaRejectedException(
          Reason.UPLOAD_NOT_FOUND, FIELD, "A part of the upload is not there any more", e);
    } catch (MediaRejectedException | IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private UploadSession known(String id) throws MediaRejectedException {
    try {
      return uploads.find(id);
    } catch (MediaRejectedException e) {
      // the request's address is right; what is wrong is this field
      throw new MediaRejectedException(Reason.UPLOAD_NOT_FOUND, FIELD, e.getMessage(), e);
    }
  }

  private Upload join(UploadSession session, ActiveSpan span)
      throws MediaRejectedException, IOException {
    try (InputStream whole = new JoinedParts(uploads.parts(session.id()), this::open)) {
      return intake.save(FIELD, whole, span);
    }
  }

  /** Without spans: a file may have hundreds of parts. */
  private InputStream open(SessionPart part) throws IOException {
    return telemetry.<InputStream, IOException>untraced(none -> storage.get(part.storageKey()));
  }
}
