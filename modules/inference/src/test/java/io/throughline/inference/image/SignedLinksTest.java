package io.throughline.inference.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SignedLinksTest {

  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final String PATH = SignedLinks.result("01a1ff06");

  private final SignedLinks links = at(NOW, "secret");

  @Test
  void aLinkIsGoodForAnHour() {
    String link = links.sign(PATH);

    assertThat(URI.create(link).getPath()).isEqualTo(PATH);
    assertThat(valid(links, PATH, link)).isTrue();
    assertThat(valid(at(NOW.plus(Duration.ofMinutes(59)), "secret"), PATH, link)).isTrue();
    assertThat(valid(at(NOW.plus(Duration.ofMinutes(60)), "secret"), PATH, link)).isFalse();
  }

  @Test
  void itIsGoodForItsPathOnly() {
    assertThat(valid(links, SignedLinks.result("another"), links.sign(PATH))).isFalse();
  }

  @Test
  void itCannotBeMadeToLastLonger() {
    String longer = links.sign(PATH).replaceFirst("expires=1", "expires=2");

    assertThat(valid(links, PATH, longer)).isFalse();
  }

  @Test
  void anotherSecretDoesNotKnowIt() {
    assertThat(valid(at(NOW, "other"), PATH, links.sign(PATH))).isFalse();
    assertThat(links.isValid(PATH, NOW.getEpochSecond() + 60, "é")).isFalse();
  }

  private static boolean valid(SignedLinks links, String path, String link) {
    Matcher query = Pattern.compile("expires=(\\d+)&signature=([0-9a-f]+)").matcher(link);
    assertThat(query.find()).isTrue();
    return links.isValid(path, Long.parseLong(query.group(1)), query.group(2));
  }

  private static SignedLinks at(Instant now, String secret) {
    return new SignedLinks(secret.getBytes(), Clock.fixed(now, ZoneOffset.UTC));
  }
}
