package io.throughline.inference.format;

import io.throughline.inference.api.Transcript;

/** A way to write a transcript down for the one who asked for it. Thread-safe. */
public sealed interface Rendition permits TranscriptFormat, TranscriptEvents {

  /** Content type of what {@link #render} gives. */
  String mediaType();

  /** The transcript, written down. */
  String render(Transcript transcript);
}
