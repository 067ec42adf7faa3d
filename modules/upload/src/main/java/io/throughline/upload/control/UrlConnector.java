package io.throughline.upload.control;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.Lookup;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends one request over a connection of its own to one of the addresses that were checked, and
 * never anywhere else: no second look-up, proxy, redirect, retry, cookie or password.
 */
final class UrlConnector {

  private static final Http1Config HEAD_LIMITS =
      Http1Config.custom().setMaxHeaderCount(100).setMaxLineLength(16 * 1024).build();

  private final Timeout connectTimeout;
  private final Timeout idleTimeout;
  private final Duration totalTime;
  private final DownloadSockets.Maker sockets;
  private final Lookup<TlsSocketStrategy> tls;

  UrlConnector(UrlPolicy policy, DownloadSockets.Maker sockets, SSLContext tls) {
    this.connectTimeout = Timeout.of(policy.connectTimeout());
    this.idleTimeout = Timeout.of(policy.idleTimeout());
    this.totalTime = policy.totalTime();
    this.sockets = sockets;
    this.tls =
        RegistryBuilder.<TlsSocketStrategy>create()
            .register("https", new DefaultClientTlsStrategy(tls))
            .build();
  }

  /** Sockets for one download, whose time starts now. */
  DownloadSockets sockets() {
    return new DownloadSockets(sockets, totalTime);
  }

  /** The response as soon as its head is there. Its body is read from {@code sockets}. */
  ClassicHttpResponse get(UrlTarget target, DownloadSockets sockets) throws IOException {
    return send(
        ClassicRequestBuilder.get()
            .setHeader(HttpHeaders.ACCEPT, "*/*")
            .setHeader(HttpHeaders.ACCEPT_ENCODING, "identity"),
        target,
        sockets);
  }

  /** The response as soon as its head is there. */
  ClassicHttpResponse post(
      UrlTarget target, Map<String, String> headers, byte[] body, DownloadSockets sockets)
      throws IOException {
    ClassicRequestBuilder request = ClassicRequestBuilder.post().setEntity(body, null);
    headers.forEach(request::setHeader);
    return send(request, target, sockets);
  }

  private ClassicHttpResponse send(
      ClassicRequestBuilder builder, UrlTarget target, DownloadSockets sockets) throws IOException {
    HttpHost host = new HttpHost(target.scheme(), target.address(), target.port());
    ClassicHttpRequest request = builder.setHttpHost(host).setPath(target.requestTarget()).build();
    return HttpClientBuilder.create()
        .setConnectionManager(connections(target.addresses(), sockets))
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setResponseTimeout(idleTimeout)
                .setProtocolUpgradeEnabled(false)
                .build())
        .setUserAgent("Throughline")
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableContentCompression()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableDefaultUserAgent()
        .build()
        .executeOpen(host, request, null);
  }

  private BasicHttpClientConnectionManager connections(
      List<InetAddress> addresses, DownloadSockets sockets) {
    BasicHttpClientConnectionManager connections =
        new BasicHttpClientConnectionManager(
            new DefaultHttpClientConnectionOperator(sockets, null, only(addresses), tls),
            ManagedHttpClientConnectionFactory.builder().http1Config(HEAD_LIMITS).build());
    connections.setConnectionConfig(
        ConnectionConfig.custom()
            .setConnectTimeout(connectTimeout)
            .setSocketTimeout(idleTimeout)
            .build());
    connections.setSocketConfig(SocketConfig.custom().setSoTimeout(idleTimeout).build());
    connections.setTlsConfig(TlsConfig.custom().setHandshakeTimeout(connectTimeout).build());
    return connections;
  }

  private static DnsResolver only(List<InetAddress> addresses) {
    return new DnsResolver() {
      @Override
      public InetAddress[] resolve(String host) {
        return addresses.toArray(InetAddress[]::new);
      }

      @Override
      public String resolveCanonicalHostname(String host) {
        return host;
      }
    };
  }
}
