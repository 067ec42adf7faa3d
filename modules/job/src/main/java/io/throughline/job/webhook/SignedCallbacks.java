package io.throughline.job.webhook;

import io.throughline.job.api.Callbacks;
import io.throughline.job.api.InvalidRequestException;
import java.util.Optional;

/** {@link Callbacks} of a server that signs: without a secret there are none. */
final class SignedCallbacks implements Callbacks {

  private static final int MAX_LENGTH = 2000;

  private final WebhookStore store;
  private final WebhookTransport transport;
  private final boolean signed;

  /**
   * @param signed whether there is a secret to sign with
   */
  SignedCallbacks(WebhookStore store, WebhookTransport transport, boolean signed) {
    this.store = store;
    this.transport = transport;
    this.signed = signed;
  }

  @Override
  public Optional<String> accepted(String tenant, String url) {
    if (url == null || url.isBlank()) {
      return Optional.empty();
    }
    String wanted = url.strip();
    if (!signed) {
      throw refused("needs THROUGHLINE_WEBHOOK_SECRET to be set: webhooks are always signed");
    }
    if (wanted.length() > MAX_LENGTH) {
      throw refused("must have at most " + MAX_LENGTH + " characters");
    }
    transport.check(wanted);
    if (store.isDisabled(tenant, Endpoint.of(wanted).digest())) {
      throw refused("is disabled after failures; POST /api/v1/webhooks/enable enables it");
    }
    return Optional.of(wanted);
  }

  private static InvalidRequestException refused(String message) {
    return new InvalidRequestException(FIELD, message);
  }

  @Override
  public boolean enable(String tenant, String url) {
    return store.enable(tenant, Endpoint.of(url.strip()).digest());
  }
}
