package io.throughline.upload.control;

import static io.throughline.upload.api.MediaRejectedException.Reason.EMPTY_FILE;
import static io.throughline.upload.api.MediaRejectedException.Reason.TOO_LARGE;
import static io.throughline.upload.api.MediaRejectedException.Reason.UNSUPPORTED_MEDIA_TYPE;
import static io.throughline.upload.api.MediaRejectedException.Reason.URL_NOT_ALLOWED;
import static io.throughline.upload.api.MediaRejectedException.Reason.URL_TOO_SLOW;
import static io.throughline.upload.api.MediaRejectedException.Reason.URL_UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.throughline.upload.RecordingTelemetry;
import io.throughline.upload.RecordingTelemetry.Ended;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaRejectedException.Reason;
import io.throughline.upload.api.Upload;
import io.throughline.upload.store.TracedObjectStorage;
import io.throughline.upload.store.file.FileObjectStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class GuardedUrlReceiverTest {

  private static final byte[] WAV = HostileMedia.wav(16_000, 1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir Path directory;
  private FileServer server;
  private final RecordingTelemetry telemetry = new RecordingTelemetry();
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicLong nanosPerLook = new AtomicLong();
  private final List<Socket> sockets = new ArrayList<>();
  private UploadLimits limits = UploadLimits.defaults();
  private UrlPolicy policy;
  private HostResolver resolver = host -> List.of(InetAddress.getAllByName(host));
  private DownloadSockets.Maker maker = DownloadSockets.INTERRUPTIBLE;

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

  @Test
  void fileShouldBeStoredAsSent() throws Exception {
    server.file("/talk.wav", WAV);
    Upload upload = receive("/talk.wav");
    assertThat(upload.id()).isEqualTo("id-1");
    assertThat(upload.size()).isEqualTo(WAV.length);
    assertThat(upload.type().mimeType()).isEqualTo("audio/wav");
    assertThat(upload.sha256())
        .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(WAV)));
    assertThat(directory.resolve(upload.storageKey())).hasBinaryContent(WAV);
  }

  @Test
  void chunkedFileShouldBeStored() throws Exception {
    server.on(
        "/talk.wav",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(WAV);
        });
    assertThat(receive("/talk.wav").size()).isEqualTo(WAV.length);
  }

  @Test
  void spansShouldShowEachHopWithoutPathAndQuery() throws Exception {
    server.redirect("/canary-a", 302, "/canary-b?canary-signature").file("/canary-b", WAV);
    receive("/canary-a?canary-token");
    assertThat(telemetry.spans)
        .containsExactly(
            new Ended("GET", "CLIENT", "audio.validate_and_save", hop(302), List.of(), ""),
            new Ended(
                "GET",
                "CLIENT",
                "audio.validate_and_save",
                with(hop(200), "http.request.resend_count", 1),
                List.of(),
                ""),
            new Ended(
                "storage.upload",
                "CLIENT",
                "audio.validate_and_save",
                Map.of(
                    "storage.operation",
                    "upload",
                    "storage.system",
                    "file",
                    "storage.bytes",
                    (long) WAV.length),
                List.of(),
                ""),
            new Ended(
                "audio.validate_and_save",
                "INTERNAL",
                "",
                Map.of(
                    "file.type",
                    "audio/wav",
                    "file.extension",
                    "wav",
                    "file.size_bytes",
                    (long) WAV.length),
                List.of("file_uploaded"),
                ""));
    assertThat(telemetry.spans.toString()).doesNotContain("canary");
  }

  @Test
  void requestShouldTellNothingAboutThisServer() throws Exception {
    server.file("/talk.wav", WAV);
    receive("/talk.wav");
    assertThat(server.requests.get(0).keySet())
        .containsExactlyInAnyOrder("Accept", "Accept-encoding", "Connection", "Host", "User-agent");
    assertThat(server.requests.get(0).getFirst("Accept-Encoding")).isEqualTo("identity");
    assertThat(server.requests.get(0).getFirst("User-Agent")).isEqualTo("Throughline");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 410, 429, 500, 503})
  void errorStatusShouldBeTold(int status) throws Exception {
    server.on("/talk.wav", exchange -> FileServer.send(exchange, status, WAV));
    assertRefused("/talk.wav", URL_UNREACHABLE);
    assertThat(telemetry.spans.get(0).error()).isEqualTo("MediaRejectedException");
    assertThat(telemetry.spans.get(0).attributes())
        .isEqualTo(with(hop(status), "error.type", Integer.toString(status)));
    assertThat(telemetry.spans).extracting(Ended::name).doesNotContain("storage.upload");
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 204, 206, 300, 304})
  void otherStatusShouldBeRefused(int status) {
    server.on("/talk.wav", exchange -> FileServer.send(exchange, status, new byte[0]));
    assertRefused("/talk.wav", URL_UNREACHABLE);
  }

  @Test
  void emptyFileShouldBeRefused() {
    server
        .file("/none", new byte[0])
        .on("/chunked", exchange -> exchange.sendResponseHeaders(200, 0));
    assertRefused("/none", EMPTY_FILE);
    assertRefused("/chunked", EMPTY_FILE);
  }

  @Test
  void otherContentShouldBeRefusedWhateverItIsCalled() {
    server.on(
        "/talk.wav",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "audio/wav");
          FileServer.send(exchange, 200, "<html><body>Please log in</body></html>".getBytes());
        });
    assertRefused("/talk.wav", UNSUPPORTED_MEDIA_TYPE);
  }

  @Test
  void compressedResponseShouldBeRefused() {
    server.on(
        "/talk.wav",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Encoding", "gzip");
          FileServer.send(exchange, 200, WAV);
        });
    assertRefused("/talk.wav", UNSUPPORTED_MEDIA_TYPE);
  }

  @Test
  void declaredSizeOverTheCapShouldBeRefusedBeforeReading() {
    limits = limits.withMaxBytes(WAV.length - 1);
    server.stall("/talk.wav", WAV.length, new byte[0], () -> {});
    assertRefused("/talk.wav", TOO_LARGE);
    assertThat(telemetry.spans).extracting(Ended::name).doesNotContain("storage.upload");
  }

  @Test
  void bodyOverTheCapShouldBeRefusedAtTheCap() {
    limits = limits.withMaxBytes(WAV.length * 2L);
    server.on(
        "/talk.wav",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          while (true) {
            // ends when the client goes away
            exchange.getResponseBody().write(WAV);
          }
        });
    assertRefused("/talk.wav", TOO_LARGE);
  }

  @Test
  void bodyAtTheCapShouldBeTaken() throws Exception {
    limits = limits.withMaxBytes(WAV.length);
    server.file("/talk.wav", WAV);
    assertThat(receive("/talk.wav").size()).isEqualTo(WAV.length);
  }

  @Test
  void hugeHeadShouldBeRefused() {
    server
        .on(
            "/long",
            exchange -> {
              exchange.getResponseHeaders().add("X-Long", "x".repeat(20_000));
              FileServer.send(exchange, 200, WAV);
            })
        .on(
            "/many",
            exchange -> {
              exchange.getResponseHeaders().put("X-Many", Collections.nCopies(200, "x"));
              FileServer.send(exchange, 200, WAV);
            });
    assertRefused("/long", URL_UNREACHABLE);
    assertRefused("/many", URL_UNREACHABLE);
  }

  @Test
  void cutOffBodyShouldBeRefused() {
    server.on(
        "/talk.wav",
        exchange -> {
          exchange.sendResponseHeaders(200, WAV.length);
          exchange.getResponseBody().write(WAV, 0, WAV.length / 2);
        });
    assertRefused("/talk.wav", URL_UNREACHABLE);
  }

  @Test
  void slowBodyShouldBeRefused() {
    nanosPerLook.set(Duration.ofSeconds(20).toNanos());
    server.file("/talk.wav", WAV);
    assertRefused("/talk.wav", URL_TOO_SLOW);
  }

  @Test
  void stalledServerShouldBeGivenUp() {
    policy = policy.withTimes(MINUTE, SHORT, MINUTE);
    server.stall("/body", WAV.length, Arrays.copyOf(WAV, 9000), () -> {});
    server.stall("/head", 0, new byte[0], () -> {});
    assertRefused("/body", URL_TOO_SLOW);
    assertRefused("/head", URL_TOO_SLOW);
  }

  @Test
  void totalTimeShouldBeKept() {
    policy = policy.withTimes(MINUTE, MINUTE, SHORT);
    server.stall("/body", WAV.length, Arrays.copyOf(WAV, 9000), () -> {});
    server.stall("/head", 0, new byte[0], () -> {});
    assertRefused("/body", URL_TOO_SLOW);
    assertRefused("/head", URL_TOO_SLOW);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void interruptionShouldEndTheDownload(boolean inBody) throws Exception {
    Thread downloading = Thread.currentThread();
    int declared = inBody ? WAV.length : 0;
    server.stall("/talk.wav", declared, Arrays.copyOf(WAV, 9000), downloading::interrupt);
    assertThatThrownBy(() -> receive("/talk.wav")).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
    assertThat(filesOnDisk()).isEmpty();
  }

  @Test
  void interruptedSpansShouldEndAsCancelled() throws Exception {
    Thread downloading = Thread.currentThread();
    server.stall("/talk.wav", WAV.length, Arrays.copyOf(WAV, 9000), downloading::interrupt);
    catchThrowable(() -> receive("/talk.wav"));
    assertThat(telemetry.spans)
        .extracting(Ended::error)
        .isSubsetOf(
            "", "CancellationException", "InterruptedException", "ClosedByInterruptException");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectsShouldBeFollowed(int status) throws Exception {
    server.redirect("/a/b", status, "c?x=%2F").file("/a/c", WAV);
    assertThat(receive("/a/b").size()).isEqualTo(WAV.length);
  }

  @Test
  void fiveRedirectsShouldBeFollowedAndNoMore() throws Exception {
    server.file("/0", WAV);
    for (int i = 1; i <= 6; i++) {
      server.redirect("/" + i, 302, "/" + (i - 1));
    }
    assertThat(receive("/5").size()).isEqualTo(WAV.length);
    Files.delete(directory.resolve("uploads/id-1"));
    assertRefused("/6", URL_UNREACHABLE);
  }

  @Test
  void redirectLoopShouldBeRefused() {
    server.redirect("/a", 302, "/a");
    assertRefused("/a", URL_UNREACHABLE);
    assertThat(server.requests).hasSize(6);
  }

  @Test
  void redirectToNowhereShouldBeRefused() {
    server
        .redirect("/bad", 302, "http://[::1")
        .on("/none", exchange -> exchange.sendResponseHeaders(302, -1));
    assertRefused("/bad", URL_UNREACHABLE);
    assertRefused("/none", URL_UNREACHABLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/",
        "http://10.0.0.7/x",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://2130706433/",
        "http://user:secret@localhost/",
        "http://localhost:1/",
        "file:///etc/passwd",
        "ftp://93.184.215.14/x",
        "//127.0.0.1/x"
      })
  void redirectToWhatIsNotAllowedShouldBeRefused(String location) {
    server.redirect("/a", 302, location);
    assertRefused("/a", URL_NOT_ALLOWED);
    assertThat(sockets).hasSize(1);
  }

  @Test
  void refusedUrlShouldOpenNoSocketAndNoSpan() {
    policy = UrlPolicy.defaults();
    assertRefused("/talk.wav", URL_NOT_ALLOWED);
    assertThat(sockets).isEmpty();
    assertThat(telemetry.spans).extracting(Ended::name).containsExactly("audio.validate_and_save");
  }

  @Test
  void nameThatChangesItsAddressShouldBeAskedOnceAndConnectedAsChecked() throws Exception {
    List<InetSocketAddress> connected = new ArrayList<>();
    List<String> answers = new ArrayList<>(List.of("93.184.215.14", "127.0.0.1"));
    resolver = host -> List.of(InetAddress.getByName(answers.remove(0)));
    maker = () -> new DivertedSocket(connected, server.port());
    policy = new UrlPolicy(Set.of(), Set.of(server.port()), 5, MINUTE, MINUTE, MINUTE);
    server.file("/talk.wav", WAV);
    receive(URI.create("http://rebind.example:" + server.port() + "/talk.wav"));
    assertThat(answers).containsExactly("127.0.0.1");
    assertThat(connected)
        .extracting(address -> address.getAddress().getHostAddress())
        .containsExactly("93.184.215.14");
    assertThat(server.requests.get(0).getFirst("Host"))
        .isEqualTo("rebind.example:" + server.port());
  }

  @Test
  void redirectShouldBeResolvedAnew() {
    List<InetSocketAddress> connected = new ArrayList<>();
    List<String> answers = new ArrayList<>(List.of("93.184.215.14", "127.0.0.1"));
    resolver = host -> List.of(InetAddress.getByName(answers.remove(0)));
    maker = () -> new DivertedSocket(connected, server.port());
    policy = new UrlPolicy(Set.of(), Set.of(server.port()), 5, MINUTE, MINUTE, MINUTE);
    server.redirect("/a", 302, "/b").file("/b", WAV);
    assertRefused(URI.create("http://rebind.example:" + server.port() + "/a"), URL_NOT_ALLOWED);
    assertThat(connected).hasSize(1);
  }

  @Test
  void unreachableServerShouldBeTold() {
    int port = server.port();
    server.close();
    assertRefused(URI.create("http://localhost:" + port + "/"), URL_UNREACHABLE);
    assertThat(telemetry.spans.get(0).attributes())
        .containsEntry("server.port", port)
        .doesNotContainKey("http.response.status_code");
    assertThat(telemetry.spans.get(0).error()).isNotEmpty();
  }

  @Test
  void fullOrBrokenStoreShouldBeToldAsSuch() throws Exception {
    server.file("/talk.wav", WAV);
    Files.createDirectories(directory.resolve("uploads/id-1/taken"));
    assertThatThrownBy(() -> receive("/talk.wav")).isInstanceOf(IOException.class);
    assertThat(filesOnDisk()).isEmpty();
  }

  @Test
  void messagesShouldHoldNothingOfTheInput() {
    server
        .redirect("/canary", 302, "http://canary.invalid:1/canary")
        .on("/canary404", exchange -> FileServer.send(exchange, 404, "canary".getBytes()));
    for (String url : List.of("/canary", "/canary404", "/canary-other?canary")) {
      Throwable thrown = catchThrowable(() -> receive(url));
      assertThat(thrown).isInstanceOf(MediaRejectedException.class).hasNoCause();
      assertThat(thrown.toString()).doesNotContain("canary").doesNotContain("localhost");
    }
  }

  @Test
  void tlsShouldBeCheckedAndNotGivenUp() throws Exception {
    TestCertificate certificate = TestCertificate.forLocalhost(directory.resolve("tls"));
    try (FileServer secure = new FileServer(certificate.serverSide())) {
      int port = secure.port();
      policy =
          policy.withAllowedHosts(
              Set.of("localhost:" + server.port(), "localhost:" + port, "127.0.0.1:" + port));
      server.file("/talk.wav", WAV);
      secure
          .file("/talk.wav", WAV)
          .redirect("/down", 302, "http://localhost:" + server.port() + "/talk.wav");
      URI url = URI.create("https://localhost:" + port + "/talk.wav");
      GuardedUrlReceiver trusting = receiver(certificate.clientSide());
      assertThat(trusting.receive(url).size()).isEqualTo(WAV.length);
      assertThat(telemetry.spans.get(0).attributes()).containsEntry("url.scheme", "https");
      Files.delete(directory.resolve("uploads/id-1"));

      assertRefused(trusting, url.resolve("/down"), URL_NOT_ALLOWED);
      assertRefused(
          trusting, URI.create("https://127.0.0.1:" + port + "/talk.wav"), URL_UNREACHABLE);
      assertRefused(url, URL_UNREACHABLE);
    }
  }

  @Test
  void interruptionShouldEndATlsDownload() throws Exception {
    TestCertificate certificate = TestCertificate.forLocalhost(directory.resolve("tls"));
    Thread downloading = Thread.currentThread();
    try (FileServer secure = new FileServer(certificate.serverSide())) {
      policy = policy.withAllowedHosts(Set.of("localhost:" + secure.port()));
      secure.stall("/a", WAV.length, Arrays.copyOf(WAV, 9000), downloading::interrupt);
      GuardedUrlReceiver trusting = receiver(certificate.clientSide());
      URI url = URI.create("https://localhost:" + secure.port() + "/a");
      assertThatThrownBy(() -> trusting.receive(url)).isInstanceOf(InterruptedException.class);
    }
  }

  private Map<String, Object> hop(int status) {
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

  private static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
    Map<String, Object> more = new HashMap<>(map);
    more.put(key, value);
    return more;
  }

  private Upload receive(String path) throws Exception {
    return receive(local(path));
  }

  private Upload receive(URI url) throws Exception {
    return receiver(SSLContexts.createDefault()).receive(url);
  }

  private URI local(String path) {
    return URI.create("http://localhost:" + server.port() + path);
  }

  private void assertRefused(String path, Reason reason) {
    assertRefused(local(path), reason);
  }

  private void assertRefused(URI url, Reason reason) {
    try {
      assertRefused(receiver(SSLContexts.createDefault()), url, reason);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertRefused(GuardedUrlReceiver receiver, URI url, Reason reason) {
    assertThatThrownBy(() -> receiver.receive(url))
        .isInstanceOfSatisfying(
            MediaRejectedException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(reason);
              assertThat(e.field()).isEqualTo("url");
            });
    assertThat(filesOnDisk()).isEmpty();
  }

  private GuardedUrlReceiver receiver(SSLContext tls) throws IOException {
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

  private List<String> filesOnDisk() {
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

  /** Says where it should have connected to, and connects to this machine. */
  private static final class DivertedSocket extends Socket {
    private final List<InetSocketAddress> connected;
    private final int port;

    DivertedSocket(List<InetSocketAddress> connected, int port) {
      this.connected = connected;
      this.port = port;
    }

    @Override
    public void connect(SocketAddress address, int timeout) throws IOException {
      connected.add((InetSocketAddress) address);
      super.connect(new InetSocketAddress(LOOPBACK, port), timeout);
    }
  }
}
