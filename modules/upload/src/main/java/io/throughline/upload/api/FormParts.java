package io.throughline.upload.api;

import java.util.Set;

/**
 * Which parts of a form are not plain text fields.
 *
 * @param media parts streamed to object storage as recordings or pictures
 * @param documents parts sent as files but small enough to be read as text, such as a transcript in
 *     JSON; they arrive among the fields
 * @param kind what the media must be
 * @param maxMediaBytes most that each of them may have, besides what the server allows a body
 */
public record FormParts(
    Set<String> media, Set<String> documents, MediaKind kind, long maxMediaBytes) {

  public FormParts {
    media = Set.copyOf(media);
    documents = Set.copyOf(documents);
  }

  /** A form whose media parts are recordings. */
  public FormParts(Set<String> media, Set<String> documents) {
    this(media, documents, MediaKind.RECORDING, Long.MAX_VALUE);
  }

  /** A form whose only file is the recording in part {@code name}. */
  public static FormParts media(String name) {
    return new FormParts(Set.of(name), Set.of());
  }

  /** A form whose only file is the picture in part {@code name}, of so many bytes at most. */
  public static FormParts picture(String name, long maxBytes) {
    return new FormParts(Set.of(name), Set.of(), MediaKind.PICTURE, maxBytes);
  }
}
