package io.throughline.upload.control;

import io.throughline.telemetry.api.ActiveSpan;
import io.throughline.telemetry.api.LoggedFailure;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.upload.api.FormParts;
import io.throughline.upload.api.MediaKind;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.api.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.commons.fileupload2.core.FileUploadException;

/** The files of one form on their way to the store, and their removal if the form fails. */
final class FileParts {

  private static final Logger LOG = System.getLogger(FileParts.class.getName());

  private final ObjectStorage storage;
  private final Telemetry telemetry;
  private final MediaIntake intake;
  private final MeteredBody body;
  private final String span;
  private final long maxBytes;
  private final List<String> stored = new ArrayList<>();

  FileParts(
      ObjectStorage storage,
      Telemetry telemetry,
      Supplier<String> ids,
      MeteredBody body,
      FormParts parts) {
    MediaKind kind = parts.kind();
    this.storage = storage;
    this.telemetry = telemetry;
    this.intake = new MediaIntake(storage, ids, kind);
    this.body = body;
    this.maxBytes = parts.maxMediaBytes();
    this.span = (kind == MediaKind.PICTURE ? "image" : "audio") + ".validate_and_save";
  }

  Upload receive(String part, InputStream content) throws MediaRejectedException, IOException {
    SpanSpec spec = SpanSpec.internal(span);
    try {
      return telemetry.<Upload, Exception>inSpan(spec, active -> save(part, content, active));
    } catch (MediaRejectedException | IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Upload save(String part, InputStream content, ActiveSpan span)
      throws MediaRejectedException, IOException {
    CappedFile file = new CappedFile(part, content, maxBytes);
    try {
      Upload upload = intake.save(part, file, span);
      stored.add(upload.storageKey());
      return upload;
    } catch (FileUploadException e) {
      body.throwFailure();
      throw FormReading.malformed("The form is broken or was cut off inside a file");
    } catch (IOException e) {
      body.throwFailure();
      file.throwFailure();
      throw e;
    }
  }

  /** Deletes all that was stored. */
  void discard() {
    for (String key : stored) {
      try {
        storage.delete(key);
      } catch (IOException | RuntimeException e) {
        LOG.log(
            Level.WARNING,
            "A refused upload stays stored until orphans are collected",
            LoggedFailure.of(e));
      }
    }
  }
}
