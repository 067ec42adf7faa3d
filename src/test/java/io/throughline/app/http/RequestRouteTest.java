package io.throughline.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestRouteTest {

  @ParameterizedTest
  @CsvSource({
    "/v1/audio/transcriptions/{id}, /v1/audio/transcriptions/{id}",
    "//traces/{traceId: [0-9a-f]{32}}, /traces/{traceId}",
    "'/a/{x:.*}/b/{y : \\d{1,3}}', /a/{x}/b/{y}",
    "metrics, /metrics",
    "'', /"
  })
  void aRouteIsItsTemplateWithoutExpressions(String template, String route) {
    assertThat(RequestRoute.plain(template)).isEqualTo(route);
  }
}
