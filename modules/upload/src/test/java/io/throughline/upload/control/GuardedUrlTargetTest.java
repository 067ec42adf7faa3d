package io.throughline.upload.control;

import static io.throughline.upload.api.MediaRejectedException.Reason.URL_NOT_ALLOWED;
import static io.throughline.upload.api.MediaRejectedException.Reason.URL_UNREACHABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.upload.RecordingTelemetry.Ended;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where redirects, names and certificates may lead. */
class GuardedUrlTargetTest extends GuardedUrlTests {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

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
