package io.throughline.app.config;

import io.throughline.job.control.JobSettings;
import io.throughline.realtime.control.RealtimeSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What operators set of live transcription. */
@ApplicationScoped
public class RealtimeWiring {

  @Inject @DataDirectory Path data;
  @Inject JobSettings node;

  @Inject
  @ConfigProperty(name = "throughline.realtime.max-sessions")
  OptionalInt maxSessions;

  @Inject
  @ConfigProperty(name = "throughline.realtime.lag-warning", defaultValue = "PT5S")
  Duration lagWarning;

  @Inject
  @ConfigProperty(name = "throughline.realtime.lag-limit", defaultValue = "PT15S")
  Duration lagLimit;

  @Inject
  @ConfigProperty(name = "throughline.realtime.idle-timeout", defaultValue = "PT1M")
  Duration idle;

  @Inject
  @ConfigProperty(name = "throughline.realtime.max-duration", defaultValue = "PT4H")
  Duration longest;

  @Inject
  @ConfigProperty(name = "throughline.realtime.trace-chunks", defaultValue = "10")
  int traceEvery;

  @Produces
  @Singleton
  RealtimeSettings realtimeSettings() {
    return new RealtimeSettings(
        node.node(),
        maxSessions.orElseGet(Runtime.getRuntime()::availableProcessors),
        lagWarning,
        lagLimit,
        idle,
        longest,
        traceEvery,
        data.resolve("realtime"));
  }
}
