package io.throughline.upload.control;

import io.throughline.telemetry.api.ActiveSpan;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaRejectedException.Reason;
import io.throughline.upload.api.MediaType;
import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.api.Upload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.apache.commons.fileupload2.core.FileUploadException;

/** The files of one form on their way to the store, and their removal if the form fails. */
final class FileParts {

  private static final Logger LOG = System.getLogger(FileParts.class.getName());

  private final ObjectStorage storage;
  private final Telemetry telemetry;
  private final Supplier<String> ids;
  private final MeteredBody body;
  private final MediaSniffer sniffer = new MediaSniffer();
  private final List<String> stored = new ArrayList<>();

  FileParts(ObjectStorage storage, Telemetry telemetry, Supplier<String> ids, MeteredBody body) {
    this.storage = storage;
    this.telemetry = telemetry;
    this.ids = ids;
    this.body = body;
  }

  Upload receive(String part, InputStream content) throws MediaRejectedException, IOException {
    SpanSpec spec = SpanSpec.internal("audio.validate_and_save");
    try {
      return telemetry.<Upload, Exception>inSpan(spec, span -> save(part, content, span));
    } catch (MediaRejectedException | IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Upload save(String part, InputStream content, ActiveSpan span)
      throws MediaRejectedException, IOException {
    try {
      byte[] head = content.readNBytes(MediaSniffer.HEAD);
      if (head.length == 0) {
        throw new MediaRejectedException(Reason.EMPTY_FILE, part, "The file is empty");
      }
      MediaType type = sniffer.sniff(head).orElseThrow(() -> unknownType(part));
      span.set("file.type", type.mimeType()).set("file.extension", type.extension());
      Upload upload = store(ids.get(), type, head, content);
      span.set("file.size_bytes", upload.size()).event("file_uploaded");
      return upload;
    } catch (FileUploadException e) {
      body.throwFailure();
      throw FormReading.malformed("The form is broken or was cut off inside a file");
    } catch (IOException e) {
      body.throwFailure();
      throw e;
    }
  }

  private Upload store(String id, MediaType type, byte[] head, InputStream rest)
      throws IOException {
    MessageDigest digest = sha256();
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), rest);
    String key = "uploads/" + id;
    long size = storage.put(key, new DigestInputStream(whole, digest));
    stored.add(key);
    return new Upload(id, key, size, HexFormat.of().formatHex(digest.digest()), type);
  }

  /** Deletes all that was stored. */
  void discard() {
    for (String key : stored) {
      try {
        storage.delete(key);
      } catch (IOException | RuntimeException e) {
        LOG.log(Level.WARNING, "A refused upload stays stored until orphans are collected", e);
      }
    }
  }

  private static MediaRejectedException unknownType(String part) {
    return new MediaRejectedException(
        Reason.UNSUPPORTED_MEDIA_TYPE,
        part,
        "The file is not WAV, MP3, M4A, MP4, MOV, Matroska, WebM, Ogg, FLAC or AAC by its content");
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
