package io.throughline.upload.control;

import io.throughline.upload.api.FinishedUploads;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.Upload;
import java.io.IOException;

/** Measures what arrived in pieces. */
public final class MeasuredFinishedUploads implements FinishedUploads {

  private static final String SOURCE = "pieces";

  private final FinishedUploads delegate;
  private final UploadMetrics metrics;

  public MeasuredFinishedUploads(FinishedUploads delegate, UploadMetrics metrics) {
    this.delegate = delegate;
    this.metrics = metrics;
  }

  @Override
  public Upload receive(String id) throws MediaRejectedException, IOException {
    try {
      Upload upload = delegate.receive(id);
      metrics.accepted(SOURCE, upload);
      return upload;
    } catch (MediaRejectedException e) {
      metrics.rejected(SOURCE, e);
      throw e;
    }
  }
}
