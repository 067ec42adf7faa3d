package io.throughline.upload.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.upload.RecordingTelemetry;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaRejectedException.Reason;
import io.throughline.upload.api.Upload;
import io.throughline.upload.store.TracedObjectStorage;
import io.throughline.upload.store.file.FileObjectStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A receiver of what URLs name, and a server to ask; nothing may stay open. */
@Timeout(60)
abstract class GuardedUrlTests {

  static final byte[] WAV = HostileMedia.wav(16_000, 1);
  static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir Path directory;

  FileServer server;
  final RecordingTelemetry telemetry = new RecordingTelemetry();
  final AtomicLong nanos = new AtomicLong();
  final AtomicLong nanosPerLook = new AtomicLong();
  final List<Socket> sockets = new ArrayList<>();
  UploadLimits limits = UploadLimits.defaults();
  UrlPolicy policy;
  HostResolver resolver = host -> List.of(InetAddress.getAllByName(host));
  DownloadSockets.Maker maker = DownloadSockets.INTERRUPTIBLE;

  @BeforeEach
  void start() throws IOException {
    server = new FileServer();
    policy = UrlPolicy.defaults().withAllowedHosts(Set.of("localhost:" + server.port()));
  }

  @AfterEach
  void nothingShouldStayOpen() {
    server.close();
    assertThat(sockets).allMatch(Socket::isClosed);
  }

  Map<String, Object> hop(int status) {
    return Map.of(
        "http.request.method",
        "GET",
        "server.address",
        "localhost",
        "server.port",
        server.port(),
        "url.scheme",
        "http",
        "http.response.status_code",
        status);
  }

  static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
    Map<String, Object> more = new HashMap<>(map);
    more.put(key, value);
    return more;
  }

  Upload receive(String path) throws Exception {
    return receive(local(path));
  }

  Upload receive(URI url) throws Exception {
    return receiver(SSLContexts.createDefault()).receive(url);
  }

  URI local(String path) {
    return URI.create("http://localhost:" + server.port() + path);
  }

  void assertRefused(String path, Reason reason) {
    assertRefused(local(path), reason);
  }

  void assertRefused(URI url, Reason reason) {
    try {
      assertRefused(receiver(SSLContexts.createDefault()), url, reason);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void assertRefused(GuardedUrlReceiver receiver, URI url, Reason reason) {
    assertThatThrownBy(() -> receiver.receive(url))
        .isInstanceOfSatisfying(
            MediaRejectedException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(reason);
              assertThat(e.field()).isEqualTo("url");
            });
    assertThat(filesOnDisk()).isEmpty();
  }

  GuardedUrlReceiver receiver(SSLContext tls) throws IOException {
    UrlConnector connector =
        new UrlConnector(
            policy,
            () -> {
              Socket socket = maker.make();
              sockets.add(socket);
              return socket;
            },
            tls);
    UrlGuard guard = new UrlGuard(policy, resolver);
    return new GuardedUrlReceiver(
        telemetry,
        limits,
        new MediaIntake(
            new TracedObjectStorage(new FileObjectStorage(directory), telemetry), () -> "id-1"),
        new UrlHops(guard, connector, telemetry, policy.maxRedirects()),
        () -> nanos.addAndGet(nanosPerLook.get()));
  }

  List<String> filesOnDisk() {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> directory.relativize(file).toString())
          .filter(file -> !file.startsWith("tls"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
