package io.throughline.upload.control;

import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.Upload;
import io.throughline.upload.api.UrlReceiver;
import java.io.IOException;
import java.net.URI;

/** Measures what is fetched from URLs. */
public final class MeasuredUrlReceiver implements UrlReceiver {

  private static final String SOURCE = "url";

  private final UrlReceiver delegate;
  private final UploadMetrics metrics;

  public MeasuredUrlReceiver(UrlReceiver delegate, UploadMetrics metrics) {
    this.delegate = delegate;
    this.metrics = metrics;
  }

  @Override
  public Upload receive(URI url) throws MediaRejectedException, IOException, InterruptedException {
    try {
      Upload upload = delegate.receive(url);
      metrics.accepted(SOURCE, upload);
      return upload;
    } catch (MediaRejectedException e) {
      metrics.rejected(SOURCE, e);
      throw e;
    }
  }
}
