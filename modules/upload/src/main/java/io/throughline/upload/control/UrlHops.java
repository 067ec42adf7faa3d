package io.throughline.upload.control;

import io.throughline.telemetry.api.ActiveSpan;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaRejectedException.Reason;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Set;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;

/**
 * The way from a URL over its redirects (RFC 9110, 15.4) to a file. Each hop is checked like the
 * first, and has a span by OpenTelemetry's conventions for HTTP clients that ends with the
 * response's head. Neither path nor query are on it, as they often hold a signature, and the trace
 * context is not sent to foreign servers.
 */
final class UrlHops {

  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int OK = 200;
  private static final int FIRST_ERROR = 400;

  private final UrlGuard guard;
  private final UrlConnector connector;
  private final Telemetry telemetry;
  private final int maxRedirects;

  UrlHops(UrlGuard guard, UrlConnector connector, Telemetry telemetry, int maxRedirects) {
    this.guard = guard;
    this.connector = connector;
    this.telemetry = telemetry;
    this.maxRedirects = maxRedirects;
  }

  /** Sockets for one download, whose time starts now. */
  DownloadSockets sockets() {
    return connector.sockets();
  }

  /** The response that has the file. */
  ClassicHttpResponse follow(URI url, DownloadSockets sockets)
      throws MediaRejectedException, InterruptedException {
    UrlTarget target = guard.check(url);
    for (int hop = 0; hop <= maxRedirects; hop++) {
      ClassicHttpResponse response = request(target, hop, sockets);
      if (response.getCode() == OK) {
        return response;
      }
      if (!REDIRECTS.contains(response.getCode())) {
        throw unexpected(response);
      }
      sockets.closeOpen();
      UrlTarget next = guard.check(location(target.url(), response));
      if (target.isSecure() && !next.isSecure()) {
        throw UrlGuard.refused("The URL redirects from https to http");
      }
      target = next;
    }
    throw unreachable("The URL redirects more than " + maxRedirects + " times");
  }

  private ClassicHttpResponse request(UrlTarget target, int hop, DownloadSockets sockets)
      throws MediaRejectedException, InterruptedException {
    try {
      return telemetry.<ClassicHttpResponse, Exception>inSpan(
          spec(target, hop), span -> request(target, sockets, span));
    } catch (InterruptedException | RuntimeException e) {
      throw e;
    } catch (SocketTimeoutException e) {
      throw new MediaRejectedException(
          Reason.URL_TOO_SLOW, "url", "The URL's server did not answer in time");
    } catch (Exception e) {
      throw unreachable("The URL's server cannot be reached or does not speak HTTP");
    }
  }

  private ClassicHttpResponse request(UrlTarget target, DownloadSockets sockets, ActiveSpan span)
      throws IOException, InterruptedException {
    try {
      ClassicHttpResponse response = connector.get(target, sockets);
      span.set("http.response.status_code", response.getCode());
      if (response.getCode() >= FIRST_ERROR) {
        telemetry.recordFailure(unexpected(response));
        span.set("error.type", Integer.toString(response.getCode()));
      }
      return response;
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw e;
    }
  }

  private static SpanSpec spec(UrlTarget target, int hop) {
    SpanSpec spec =
        SpanSpec.client("GET")
            .with("http.request.method", "GET")
            .with("server.address", target.address())
            .with("server.port", target.port())
            .with("url.scheme", target.scheme());
    return hop == 0 ? spec : spec.with("http.request.resend_count", hop);
  }

  private static URI location(URI from, ClassicHttpResponse response)
      throws MediaRejectedException {
    Header location = response.getFirstHeader(HttpHeaders.LOCATION);
    if (location == null || location.getValue() == null) {
      throw unreachable("The URL redirects to nowhere");
    }
    try {
      // java.net.URI resolves nothing against a URL without a path
      URI base = from.getRawPath().isEmpty() ? from.resolve("/") : from;
      return base.resolve(location.getValue().strip());
    } catch (IllegalArgumentException e) {
      throw unreachable("The URL redirects to something that is no URL");
    }
  }

  private static MediaRejectedException unexpected(ClassicHttpResponse response) {
    return unreachable("The URL's server answered with status " + response.getCode());
  }

  private static MediaRejectedException unreachable(String message) {
    return new MediaRejectedException(Reason.URL_UNREACHABLE, "url", message);
  }
}
