package io.throughline.app.config;

import io.throughline.job.webhook.WebhookSecret;
import io.throughline.job.webhook.WebhookSettings;
import io.throughline.job.webhook.WebhookTransport;
import io.throughline.upload.control.GuardedHttpClient;
import io.throughline.upload.control.UrlPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Lets the job module's webhooks go through the upload module's guard. */
@ApplicationScoped
public class WebhookWiring {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  @Inject
  @ConfigProperty(name = "throughline.webhook.secret")
  Optional<String> secret;

  @Inject
  @ConfigProperty(name = "throughline.webhook.allowed-hosts")
  Optional<List<String>> allowedHosts;

  @Produces
  @Singleton
  WebhookSettings settings() {
    return new WebhookSettings(secret.map(WebhookWiring::secret));
  }

  private static WebhookSecret secret(String text) {
    try {
      return WebhookSecret.of(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("THROUGHLINE_WEBHOOK_SECRET " + e.getMessage());
    }
  }

  @Produces
  @Singleton
  WebhookTransport transport() {
    UrlPolicy policy =
        UrlPolicy.defaults()
            .withAllowedHosts(Set.copyOf(allowedHosts.orElse(List.of())))
            .withTimes(LIMIT, LIMIT, LIMIT);
    return new GuardedTransport(new GuardedHttpClient(policy));
  }
}
