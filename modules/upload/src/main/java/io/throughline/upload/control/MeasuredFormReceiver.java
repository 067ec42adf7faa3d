package io.throughline.upload.control;

import io.throughline.upload.api.FormParts;
import io.throughline.upload.api.FormReceiver;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.ReceivedForm;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/** Measures what comes in by forms. */
public final class MeasuredFormReceiver implements FormReceiver {

  private static final String SOURCE = "form";

  private final FormReceiver delegate;
  private final UploadMetrics metrics;

  public MeasuredFormReceiver(FormReceiver delegate, UploadMetrics metrics) {
    this.delegate = delegate;
    this.metrics = metrics;
  }

  @Override
  public ReceivedForm receive(
      InputStream body, String contentType, OptionalLong contentLength, FormParts parts)
      throws MediaRejectedException, IOException {
    try {
      ReceivedForm form = delegate.receive(body, contentType, contentLength, parts);
      form.uploads().values().forEach(upload -> metrics.accepted(SOURCE, upload));
      return form;
    } catch (MediaRejectedException e) {
      metrics.rejected(SOURCE, e);
      throw e;
    }
  }
}
