package io.throughline.upload.api;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/**
 * Sends requests to URLs (RFC 3986) that clients named, over HTTP/1.1 (RFC 9112). They are taken as
 * hostile: they cannot be used to reach what only this server can reach (CWE-918). Thread-safe.
 */
public interface GuardedHttp {

  /**
   * Looks whether the server would go there now.
   *
   * @throws MediaRejectedException if not; its reason is {@code URL_NOT_ALLOWED}
   */
  void check(URI url) throws MediaRejectedException;

  /**
   * Posts a body to exactly this URL. The addresses of its host are checked and then connected to,
   * so that a name which changes its address meanwhile (DNS rebinding) gains nothing. No redirect
   * is followed. Interrupting the thread ends it at once.
   *
   * @param headers names and values
   * @return the HTTP status code; the body of the answer is not read
   * @throws MediaRejectedException if the server does not go there any more
   * @throws IOException if there was no answer, or none in time
   */
  int post(URI url, Map<String, String> headers, byte[] body)
      throws MediaRejectedException, IOException;
}
