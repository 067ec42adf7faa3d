package io.throughline.search.api;

/** What a document in the index stands for. */
public enum DocumentKind {
  /** What was said in a recording. */
  TRANSCRIPT,
  /** A picture, found by what is known about it. */
  IMAGE,
  /** A recording with a picture, found by what was said in it. */
  VIDEO,
  /** A text that somebody put into a collection. */
  DOCUMENT;

  /** The kind as clients write it: lower case. */
  public String id() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
