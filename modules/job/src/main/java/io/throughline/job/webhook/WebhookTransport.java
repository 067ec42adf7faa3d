package io.throughline.job.webhook;

import java.io.IOException;
import java.util.Map;

/** Sends requests to URLs that clients named, which are taken as hostile. Thread-safe. */
public interface WebhookTransport {

  /**
   * Looks whether the server would go there now.
   *
   * @throws io.throughline.job.api.InvalidRequestException naming the field {@code callback_url}
   */
  void check(String url);

  /**
   * Posts a body to exactly this URL: it is checked again, no redirect is followed, and all of it
   * takes ten seconds at most.
   *
   * @return the HTTP status code; the body of the answer is not read
   * @throws IOException if there is no answer, also because the URL must not be reached any more
   */
  int post(String url, Map<String, String> headers, byte[] body) throws IOException;
}
