package io.throughline.upload.api;

/** What a file must be, by its content. */
public enum MediaKind {
  /** Audio, or video with audio. */
  RECORDING,
  /** A still picture. */
  PICTURE
}
