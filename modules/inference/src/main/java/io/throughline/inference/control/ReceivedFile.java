package io.throughline.inference.control;

import io.throughline.upload.api.Upload;

/** A stored file of a request, which goes away with the request unless a job takes it over. */
public final class ReceivedFile {

  private final Upload upload;
  private volatile boolean takenOver;

  ReceivedFile(Upload upload) {
    this.upload = upload;
  }

  public Upload upload() {
    return upload;
  }

  /**
   * To be called right before the rows of its job are committed. A commit whose answer gets lost
   * has perhaps been done: from here on only the orphan sweep, which asks the rows, may remove the
   * file.
   */
  void takeOver() {
    takenOver = true;
  }

  boolean takenOver() {
    return takenOver;
  }
}
