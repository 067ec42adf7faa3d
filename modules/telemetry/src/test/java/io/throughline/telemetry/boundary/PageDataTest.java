package io.throughline.telemetry.boundary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageDataTest {

  @Test
  void withoutAJaegerThereIsTheTimeOnly() {
    assertThat(with(null).about().toString()).isEqualTo("{\"now\":5}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://jaeger.example/ui", "https://jaeger.example/ui//"})
  void theAddressOfAJaegerIsPassedOn(String url) {
    PageData data = with(url);
    data.check(null);

    assertThat(data.about().getString("jaegerUiUrl")).isEqualTo("https://jaeger.example/ui");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"jaeger:16686", "javascript:alert(1)", "http://", "/jaeger", "http://a b"})
  void anythingButAWebAddressIsAMistake(String url) {
    assertThatThrownBy(() -> with(url).check(null))
        .hasMessageStartingWith("THROUGHLINE_JAEGER_UI_URL must be a URL");
  }

  private static PageData with(String url) {
    PageData data = new PageData();
    data.jaegerUi = Optional.ofNullable(url);
    data.clock = Clock.fixed(Instant.ofEpochMilli(5), ZoneOffset.UTC);
    return data;
  }
}
