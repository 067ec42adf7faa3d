package io.throughline.upload.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UrlPolicyTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  @Test
  void defaultsShouldBeStrict() {
    assertThat(UrlPolicy.defaults())
        .isEqualTo(
            new UrlPolicy(
                Set.of(),
                Set.of(80, 443),
                5,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                Duration.ofMinutes(30)));
  }

  @Test
  void allowedHostShouldOpenItsOwnPortOnly() {
    UrlPolicy policy =
        UrlPolicy.defaults().withAllowedHosts(Set.of("MinIO.internal:9000", "nas.internal"));
    assertThat(policy.allowsPort("minio.internal", 9000)).isTrue();
    assertThat(policy.allowsInternal("minio.internal", 9000)).isTrue();
    assertThat(policy.allowsInternal("minio.internal", 80)).isFalse();
    assertThat(policy.allowsPort("minio.internal", 9001)).isFalse();
    assertThat(policy.allowsPort("nas.internal", 9000)).isFalse();
    assertThat(policy.allowsInternal("nas.internal", 443)).isTrue();
    assertThat(policy.allowsInternal("nas.internal", 9000)).isFalse();
    assertThat(policy.allowsInternal("internal", 443)).isFalse();
  }

  @Test
  void senselessValuesShouldBeRefused() {
    UrlPolicy defaults = UrlPolicy.defaults();
    assertThatThrownBy(() -> defaults.withTimes(Duration.ZERO, SECOND, SECOND))
        .hasMessageContaining("connectTimeout");
    assertThatThrownBy(() -> defaults.withTimes(SECOND, Duration.ZERO, SECOND))
        .hasMessageContaining("idleTimeout");
    assertThatThrownBy(() -> defaults.withTimes(SECOND, SECOND, SECOND.negated()))
        .hasMessageContaining("totalTime");
    assertThatThrownBy(() -> new UrlPolicy(Set.of(), Set.of(0), 5, SECOND, SECOND, SECOND))
        .hasMessageContaining("allowedPorts");
    assertThatThrownBy(() -> new UrlPolicy(Set.of(), Set.of(80), -1, SECOND, SECOND, SECOND))
        .hasMessageContaining("maxRedirects");
  }
}
