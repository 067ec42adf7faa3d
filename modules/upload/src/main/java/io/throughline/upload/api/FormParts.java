package io.throughline.upload.api;

import java.util.Set;

/**
 * Which parts of a form are not plain text fields.
 *
 * @param media parts streamed to object storage as recordings or pictures
 * @param documents parts sent as files but small enough to be read as text, such as a transcript in
 *     JSON; they arrive among the fields
 * @param kind what the media must be
 */
public record FormParts(Set<String> media, Set<String> documents, MediaKind kind) {

  public FormParts {
    media = Set.copyOf(media);
    documents = Set.copyOf(documents);
  }

  /** A form whose media parts are recordings. */
  public FormParts(Set<String> media, Set<String> documents) {
    this(media, documents, MediaKind.RECORDING);
  }

  /** A form whose only file is the recording in part {@code name}. */
  public static FormParts media(String name) {
    return new FormParts(Set.of(name), Set.of());
  }

  /** A form whose only file is the picture in part {@code name}. */
  public static FormParts picture(String name) {
    return new FormParts(Set.of(name), Set.of(), MediaKind.PICTURE);
  }
}
