package io.throughline.upload.control;

import io.throughline.telemetry.api.ActiveSpan;
import io.throughline.upload.api.MediaKind;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaRejectedException.Reason;
import io.throughline.upload.api.MediaType;
import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.api.Upload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

/** Streams a file into the store, recognising, measuring and hashing it on the way. */
final class MediaIntake {

  /** What the keys of received files, and of nothing else, start with. */
  static final String PREFIX = "uploads/";

  private final ObjectStorage storage;
  private final Supplier<String> ids;
  private final MediaKind kind;
  private final MediaSniffer sniffer = new MediaSniffer();

  MediaIntake(ObjectStorage storage, Supplier<String> ids) {
    this(storage, ids, MediaKind.RECORDING);
  }

  MediaIntake(ObjectStorage storage, Supplier<String> ids, MediaKind kind) {
    this.storage = storage;
    this.ids = ids;
    this.kind = kind;
  }

  /**
   * Stores a file; when this throws nothing is stored.
   *
   * @param field the request field it comes from
   * @param span told about the file
   */
  Upload save(String field, InputStream content, ActiveSpan span)
      throws MediaRejectedException, IOException {
    byte[] head = content.readNBytes(MediaSniffer.HEAD);
    if (head.length == 0) {
      throw new MediaRejectedException(Reason.EMPTY_FILE, field, "The file is empty");
    }
    MediaType type = recognised(head).orElseThrow(() -> unknownType(field, kind));
    span.set("file.type", type.mimeType()).set("file.extension", type.extension());
    Upload upload = store(ids.get(), type, head, content);
    span.set("file.size_bytes", upload.size()).event("file_uploaded");
    return upload;
  }

  private Optional<MediaType> recognised(byte[] head) {
    return switch (kind) {
      case RECORDING -> sniffer.sniff(head);
      case PICTURE -> ImageSniffer.sniff(head);
    };
  }

  private Upload store(String id, MediaType type, byte[] head, InputStream rest)
      throws IOException {
    MessageDigest digest = sha256();
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), rest);
    String key = PREFIX + id;
    long size = storage.put(key, new DigestInputStream(whole, digest));
    return new Upload(id, key, size, HexFormat.of().formatHex(digest.digest()), type);
  }

  static MediaRejectedException unknownType(String field, MediaKind kind) {
    String wanted =
        switch (kind) {
          case RECORDING -> "WAV, MP3, M4A, MP4, MOV, Matroska, WebM, Ogg, FLAC or AAC";
          case PICTURE -> "PNG, JPEG, GIF, WebP, BMP or TIFF";
        };
    return new MediaRejectedException(
        Reason.UNSUPPORTED_MEDIA_TYPE, field, "The file is not " + wanted + " by its content");
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
