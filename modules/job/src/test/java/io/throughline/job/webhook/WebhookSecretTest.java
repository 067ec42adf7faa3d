package io.throughline.job.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSecretTest {

  private static final String KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

  /** Made by another program from the same input. */
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  @Test
  void aSignatureIsWhatOtherProgramsMakeOfTheSameInput() {
    assertThat(WebhookSecret.of(KEY).sign(ID, 1614265330, BODY)).isEqualTo(SIGNATURE);
  }

  @Test
  void everyKeySignsWhileOneTakesAnothersPlace() {
    String other = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);

    assertThat(WebhookSecret.of(other + "  " + KEY).sign(ID, 1614265330, BODY).split(" "))
        .hasSize(2)
        .endsWith(SIGNATURE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        "whsec_",
        "whsec_c2hvcnQ=",
        "whsec_not base64 at all!",
        "whsec_%%%%"
      })
  void whatIsNoKeyIsRefusedWithoutBeingShown(String text) {
    assertThatThrownBy(() -> WebhookSecret.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessageStartingWith("must be whsec_ and the base64 of 24 to 64 random bytes");
  }
}
