package io.throughline.upload.store;

/** An open object that knows how long it is. */
public interface Sized {

  /** Bytes from its start to its end, however many were read. */
  long size();
}
