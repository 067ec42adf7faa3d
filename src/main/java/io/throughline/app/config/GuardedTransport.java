package io.throughline.app.config;

import io.throughline.job.api.Callbacks;
import io.throughline.job.api.InvalidRequestException;
import io.throughline.job.webhook.WebhookTransport;
import io.throughline.upload.api.GuardedHttp;
import io.throughline.upload.api.MediaRejectedException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;

/** {@link WebhookTransport} by the {@link GuardedHttp} of the upload module. */
record GuardedTransport(GuardedHttp http) implements WebhookTransport {

  @Override
  public void check(String url) {
    try {
      http.check(new URI(url));
    } catch (URISyntaxException e) {
      throw new InvalidRequestException(Callbacks.FIELD, "is malformed");
    } catch (MediaRejectedException e) {
      throw new InvalidRequestException(Callbacks.FIELD, "is not allowed: " + e.getMessage());
    }
  }

  @Override
  public int post(String url, Map<String, String> headers, byte[] body) throws IOException {
    try {
      return http.post(URI.create(url), headers, body);
    } catch (MediaRejectedException e) {
      throw new IOException(e);
    }
  }
}
