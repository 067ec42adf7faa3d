package io.throughline.app.operations;

import io.throughline.telemetry.api.AuditLevel;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Says on the console when the server takes requests, and what to type next. */
@ApplicationScoped
public class ReadyAnnouncement {

  private static final Logger LOG = Logger.getLogger(ReadyAnnouncement.class.getName());
  private static final int LAST = 10_000;
  private static final int ATTEMPTS = 600;

  @Inject
  @ConfigProperty(name = "HTTP_PORT", defaultValue = "9080")
  int port;

  @Resource(lookup = "java:comp/DefaultManagedExecutorService")
  ManagedExecutorService executor;

  void started(@Observes @Priority(LAST) Startup event) {
    executor.execute(this::announceWhenReady);
  }

  private void announceWhenReady() {
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      for (int i = 0; i < ATTEMPTS && !isReady(client, request); i++) {
        TimeUnit.MILLISECONDS.sleep(200);
      }
      LOG.log(
          AuditLevel.AUDIT,
          "Throughline is ready. Try:\n\n    curl -F file=@samples/meeting.wav localhost:"
              + port
              + "/v1/audio/transcriptions\n");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean isReady(HttpClient client, HttpRequest request)
      throws InterruptedException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
