package io.throughline.realtime.control;

import io.throughline.inference.api.SpeechTranscriber;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.api.Telemetry;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Wires live transcription to the server: its threads, and its end. At SIGTERM sessions end with a
 * hook of the process, beside the server's own, which closes connections without a word.
 */
@ApplicationScoped
public class RealtimeRuntime {

  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(10);

  @Inject RealtimeSettings settings;
  @Inject SpeechTranscriber transcriber;
  @Inject Telemetry telemetry;
  @Inject Metrics metrics;

  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  ManagedThreadFactory threads;

  private SessionRouter router;
  private Thread drain;

  void start(@Observes Startup event) {
    router =
        new SessionRouter(settings, transcriber, telemetry, metrics, threads, System::nanoTime);
    drain = new Thread(() -> router.drain(DRAIN_LIMIT), "throughline-realtime-drain");
    Runtime.getRuntime().addShutdownHook(drain);
  }

  void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
    if (router != null) {
      try {
        Runtime.getRuntime().removeShutdownHook(drain);
      } catch (IllegalStateException processEnds) {
        // it drains already
      }
      router.drain(DRAIN_LIMIT);
    }
  }

  @Produces
  @Singleton
  SessionRouter router() {
    return router;
  }
}
