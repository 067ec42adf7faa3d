package io.throughline.upload.control;

import io.throughline.upload.api.GuardedHttp;
import io.throughline.upload.api.MediaRejectedException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Map;
import org.apache.hc.core5.ssl.SSLContexts;

/** {@link GuardedHttp} behind the guard that downloads have. */
public final class GuardedHttpClient implements GuardedHttp {

  private final UrlGuard guard;
  private final UrlConnector connector;

  /**
   * @param policy where to, and for how long; redirects are never followed
   */
  public GuardedHttpClient(UrlPolicy policy) {
    this(
        new UrlGuard(policy, HostResolver.system()),
        new UrlConnector(policy, DownloadSockets.INTERRUPTIBLE, SSLContexts.createDefault()));
  }

  GuardedHttpClient(UrlGuard guard, UrlConnector connector) {
    this.guard = guard;
    this.connector = connector;
  }

  @Override
  public void check(URI url) throws MediaRejectedException {
    guard.check(url);
  }

  @Override
  public int post(URI url, Map<String, String> headers, byte[] body)
      throws MediaRejectedException, IOException {
    UrlTarget target = guard.check(url);
    try (DownloadSockets sockets = connector.sockets()) {
      try {
        return connector.post(target, headers, body, sockets).getCode();
      } catch (IOException e) {
        // whatever broke, it broke because its time was up
        throw sockets.isExpired() ? new SocketTimeoutException() : e;
      }
    }
  }
}
