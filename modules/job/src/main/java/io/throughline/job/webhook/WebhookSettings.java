package io.throughline.job.webhook;

import java.util.Optional;

/**
 * How webhooks are sent.
 *
 * @param secret signs them; without one none are accepted
 */
public record WebhookSettings(Optional<WebhookSecret> secret) {}
