package io.throughline.upload.control;

import static io.throughline.upload.api.MediaRejectedException.Reason.URL_NOT_ALLOWED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.upload.api.GuardedHttp;
import io.throughline.upload.api.MediaRejectedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.core5.ssl.SSLContexts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class GuardedHttpClientTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
  private static final Map<String, String> HEADERS =
      Map.of("webhook-id", "msg_1", "content-type", "application/json");

  private FileServer server;

  @BeforeEach
  void start() throws IOException {
    server = new FileServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private GuardedHttp client(Duration total) {
    return new GuardedHttpClient(
        UrlPolicy.defaults()
            .withAllowedHosts(Set.of("localhost:" + server.port()))
            .withTimes(MINUTE, MINUTE, total));
  }

  private URI url(String path) {
    return URI.create("http://localhost:" + server.port() + path);
  }

  private int post(String path) throws Exception {
    return client(MINUTE).post(url(path), HEADERS, BODY);
  }

  @Test
  void bodyAndHeadersShouldArriveAsGiven() throws Exception {
    CompletableFuture<byte[]> body = new CompletableFuture<>();
    server.on(
        "/hook",
        exchange -> {
          body.complete(exchange.getRequestBody().readAllBytes());
          exchange.sendResponseHeaders(204, -1);
        });

    assertThat(post("/hook?token=1")).isEqualTo(204);

    assertThat(body.join()).isEqualTo(BODY);
    assertThat(server.requests.get(0).get("webhook-id")).containsExactly("msg_1");
    assertThat(server.requests.get(0).get("content-type")).containsExactly("application/json");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 404, 410, 500})
  void statusShouldBeGivenBackAsItIs(int status) throws Exception {
    server.on("/hook", exchange -> FileServer.send(exchange, status, new byte[] {1}));

    assertThat(post("/hook")).isEqualTo(status);
  }

  @Test
  void redirectShouldNotBeFollowed() throws Exception {
    server.redirect("/hook", 307, "/elsewhere").file("/elsewhere", BODY);

    assertThat(post("/hook")).isEqualTo(307);
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void endlessAnswerShouldNotBeRead() throws Exception {
    server.stall("/hook", 1_000_000_000, new byte[] {1}, () -> {});

    assertThat(post("/hook")).isEqualTo(200);
  }

  @Test
  void serverThatDoesNotAnswerShouldTimeOut() {
    server.stall("/hook", 0, new byte[0], () -> {});

    assertThatThrownBy(() -> client(SHORT).post(url("/hook"), HEADERS, BODY))
        .isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void garbageAndRefusalShouldBeFailures() throws Exception {
    try (ServerSocket garbage = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = garbage.getLocalPort();
      CompletableFuture<Void> answered =
          CompletableFuture.runAsync(
              () -> {
                try (Socket socket = garbage.accept()) {
                  socket
                      .getOutputStream()
                      .write("garbage\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              });
      URI target = URI.create("http://localhost:" + port + "/hook");
      GuardedHttp http =
          new GuardedHttpClient(UrlPolicy.defaults().withAllowedHosts(Set.of("localhost:" + port)));

      assertThatThrownBy(() -> http.post(target, HEADERS, BODY)).isInstanceOf(IOException.class);
      answered.join();
      garbage.close();
      assertThatThrownBy(() -> http.post(target, HEADERS, BODY)).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/hook",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]/hook",
        "http://[::ffff:10.0.0.1]/hook",
        "http://10.0.0.1/hook",
        "ftp://example.com/hook",
        "https://user:password@example.com/hook",
        "https://example.com:22/hook"
      })
  void whatOnlyTheServerCanReachShouldBeRefused(String url) {
    assertThatThrownBy(() -> client(MINUTE).check(URI.create(url)))
        .isInstanceOfSatisfying(
            MediaRejectedException.class, e -> assertThat(e.reason()).isEqualTo(URL_NOT_ALLOWED));
  }

  @Test
  void nameThatChangesItsAddressAfterTheCheckShouldBeRefused() throws Exception {
    Deque<String> addresses = new ArrayDeque<>(List.of("93.184.215.14", "127.0.0.1"));
    UrlPolicy policy = UrlPolicy.defaults();
    GuardedHttp http =
        new GuardedHttpClient(
            new UrlGuard(policy, host -> List.of(InetAddress.getByName(addresses.pop()))),
            new UrlConnector(policy, DownloadSockets.INTERRUPTIBLE, SSLContexts.createDefault()));
    URI url = URI.create("http://rebinding.example/hook");
    http.check(url);

    assertThatThrownBy(() -> http.post(url, HEADERS, BODY))
        .isInstanceOf(MediaRejectedException.class);
  }
}
