package io.throughline.job.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.job.api.Callbacks;
import io.throughline.job.api.InvalidRequestException;
import org.junit.jupiter.api.Test;

class SignedCallbacksTest {

  private final WebhookBench bench = new WebhookBench();
  private final Callbacks callbacks = new SignedCallbacks(bench.store, bench.transport, true);

  @Test
  void noUrlMeansNoWebhook() {
    assertThat(callbacks.accepted("default", null)).isEmpty();
    assertThat(callbacks.accepted("default", " ")).isEmpty();
  }

  @Test
  void aUrlThatMayBeReachedIsAccepted() {
    assertThat(callbacks.accepted("default", " https://example.com/hook "))
        .hasValue("https://example.com/hook");
  }

  @Test
  void aServerWithoutASecretNamesTheSetting() {
    Callbacks unsigned = new SignedCallbacks(bench.store, bench.transport, false);

    assertThatThrownBy(() -> unsigned.accepted("default", "https://example.com/hook"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("THROUGHLINE_WEBHOOK_SECRET");
    assertThat(unsigned.accepted("default", null)).isEmpty();
  }

  @Test
  void aUrlThatMayNotBeReachedIsRefused() {
    assertRefused("https://internal/hook");
    assertRefused("https://example.com/" + "x".repeat(2000));
  }

  @Test
  void aDisabledEndpointIsRefusedUntilItIsEnabled() {
    bench.transport.answering(410);
    bench.attempt();
    assertRefused(WebhookBench.URL);
    assertThat(callbacks.accepted("other", WebhookBench.URL)).isPresent();

    assertThat(callbacks.enable("default", WebhookBench.URL)).isTrue();

    assertThat(callbacks.accepted("default", WebhookBench.URL)).isPresent();
    assertThat(callbacks.enable("default", WebhookBench.URL)).isFalse();
  }

  private void assertRefused(String url) {
    assertThatThrownBy(() -> callbacks.accepted("default", url))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageNotContaining(url)
        .extracting(e -> ((InvalidRequestException) e).field())
        .isEqualTo("callback_url");
  }
}
