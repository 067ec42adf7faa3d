package io.throughline.upload.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaRejectedException.Reason;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UrlGuardTest {

  private static final Map<String, List<String>> NAMES =
      Map.ofEntries(
          Map.entry("media.example", List.of("93.184.215.14", "2606:2800:21f::1")),
          Map.entry("local.example", List.of("127.0.0.1")),
          Map.entry("mixed.example", List.of("93.184.215.14", "10.0.0.1")),
          Map.entry("mixed6.example", List.of("93.184.215.14", "fe80::1")),
          Map.entry("metadata.example", List.of("169.254.169.254")),
          Map.entry("mapped.example", List.of("::ffff:192.168.0.1")),
          Map.entry("nat64.example", List.of("64:ff9b::7f00:1")),
          Map.entry("none.example", List.of()),
          Map.entry("nas.internal", List.of("10.1.2.3", "fd00::3")),
          Map.entry("evil.internal", List.of("10.1.2.3", "169.254.169.254")),
          Map.entry("localhost.", List.of("127.0.0.1")));

  private final List<String> resolved = new ArrayList<>();
  private final UrlGuard guard =
      new UrlGuard(
          UrlPolicy.defaults().withAllowedHosts(Set.of("nas.internal", "evil.internal")),
          this::resolve);

  @ParameterizedTest
  @ValueSource(
      strings = {
        // no file of the web
        "",
        "talk.wav",
        "//media.example/talk.wav",
        "file:///etc/passwd",
        "ftp://media.example/talk.wav",
        "gopher://media.example/1",
        "jar:http://media.example/a.jar!/x",
        "data:audio/wav;base64,AAAA",
        "http:media.example",
        "http:///talk.wav",
        // hosts that are none
        "http://media_example/",
        "http://a..b/",
        "http://\u2460\u2461\u2466.0.0.1/",
        "http://user@media.example/",
        "http://user:secret@media.example/",
        "http://@media.example/",
        "http://media.example@127.0.0.1/",
        "http://127.0.0.1%2f@media.example/",
        // ports
        "http://media.example:0/",
        "http://media.example:22/",
        "http://media.example:6379/",
        "http://media.example:8080/",
        "http://media.example:65536/",
        "http://media.example:99999999999/",
        "http://nas.internal:9000/",
        // addresses as they are
        "http://127.0.0.1/",
        "http://127.1.2.3/",
        "http://0.0.0.0/",
        "http://10.0.0.1/",
        "http://172.16.0.1/",
        "http://192.168.1.1/",
        "http://100.64.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://192.0.0.192/",
        "http://198.18.0.1/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
        "http://[::]/",
        "http://[::1]/",
        "http://[0:0:0:0:0:0:0:1]/",
        "http://[::127.0.0.1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[fc00::1]/",
        "http://[fe80::1]/",
        "http://[fe80::1%25eth0]/",
        "http://[fd00:ec2::254]/latest/meta-data/",
        // addresses in disguise
        "http://2130706433/",
        "http://017700000001/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://0X7F.0.0.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://127.0.1/",
        "http://127.0.0.1./",
        "http://127.0.0.01/",
        "http://1.2.3.4.5/",
        "http://a.0x1/",
        "http://0x/",
        // names of such addresses
        "http://local.example/",
        "https://local.example/",
        "http://LOCAL.example/",
        "http://localhost./",
        "http://mixed.example/",
        "http://mixed6.example/",
        "http://metadata.example/",
        "http://mapped.example/",
        "http://nat64.example/",
        "http://none.example/",
        "http://unknown.example/",
        // an allowed host may be internal, not just anything
        "http://evil.internal/",
        "http://nas.internal./",
        "http://x.nas.internal/"
      })
  void urlsShouldBeRefused(String url) {
    assertThatThrownBy(() -> guard.check(URI.create(url)))
        .isInstanceOfSatisfying(
            MediaRejectedException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(Reason.URL_NOT_ALLOWED);
              assertThat(e.field()).isEqualTo("url");
            })
        .hasNoCause();
  }

  @Test
  void publicAddressesShouldBeTakenAsResolvedOnce() throws Exception {
    UrlTarget target = guard.check(URI.create("HTTPS://Media.Example/a%20b.wav?sig=%2B#t=5"));
    assertThat(target.scheme()).isEqualTo("https");
    assertThat(target.host()).isEqualTo("media.example");
    assertThat(target.port()).isEqualTo(443);
    assertThat(target.requestTarget()).isEqualTo("/a%20b.wav?sig=%2B");
    assertThat(target.addresses())
        .extracting(InetAddress::getHostAddress)
        .containsExactly("93.184.215.14", "2606:2800:21f:0:0:0:0:1");
    assertThat(resolved).containsExactly("media.example");
  }

  @Test
  void publicLiteralsShouldBeTaken() throws Exception {
    assertThat(guard.check(URI.create("http://93.184.215.14")).requestTarget()).isEqualTo("/");
    UrlTarget v6 = guard.check(URI.create("http://[2606:2800:21f::1]:443/"));
    assertThat(v6.address()).isEqualTo("2606:2800:21f::1");
    assertThat(v6.port()).isEqualTo(443);
  }

  @Test
  void lettersOutsideAsciiShouldBeEscapedInPaths() throws Exception {
    assertThat(guard.check(URI.create("http://media.example/gr\u00fcn.wav")).requestTarget())
        .isEqualTo("/gr%C3%BCn.wav");
  }

  @Test
  void allowedHostShouldHavePrivateAddresses() throws Exception {
    assertThat(guard.check(URI.create("http://nas.internal/")).addresses()).hasSize(2);
  }

  private List<InetAddress> resolve(String host) throws UnknownHostException {
    resolved.add(host);
    if (host.startsWith("[") || host.matches("[0-9.]+")) {
      return List.of(InetAddress.getAllByName(host));
    }
    List<InetAddress> addresses = new ArrayList<>();
    for (String address : NAMES.getOrDefault(host, List.of())) {
      addresses.add(InetAddress.getByName(address));
    }
    if (addresses.isEmpty() && !NAMES.containsKey(host)) {
      throw new UnknownHostException(host);
    }
    return addresses;
  }
}
