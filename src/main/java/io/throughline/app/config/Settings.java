package io.throughline.app.config;

import io.throughline.job.control.JobSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Settings of the server, from server.xml variables and the environment, as the modules need them.
 */
@ApplicationScoped
public class Settings {

  @Inject
  @ConfigProperty(name = "THROUGHLINE_DATA_DIR", defaultValue = "data")
  String dataDirectory;

  @Inject
  @ConfigProperty(name = "throughline.node.name", defaultValue = "node")
  String nodeName;

  @Inject
  @ConfigProperty(name = "throughline.job.workers", defaultValue = "2")
  int jobWorkers;

  @Inject
  @ConfigProperty(name = "throughline.job.lease", defaultValue = "PT30S")
  Duration jobLease;

  @Inject
  @ConfigProperty(name = "throughline.job.heartbeat", defaultValue = "PT3S")
  Duration jobHeartbeat;

  @Inject
  @ConfigProperty(name = "throughline.job.max-queued", defaultValue = "10000")
  int maxQueued;

  @Produces
  @ApplicationScoped
  Clock clock() {
    return Clock.systemUTC();
  }

  /** Where the server keeps its files. */
  @Produces
  @DataDirectory
  Path dataDirectory() {
    return Path.of(dataDirectory);
  }

  @Produces
  JobSettings jobSettings() {
    return new JobSettings(
        nodeName + "-" + UUID.randomUUID().toString().substring(0, 8),
        jobWorkers,
        jobLease,
        jobHeartbeat,
        Duration.ofSeconds(1),
        3,
        3,
        maxQueued,
        dataDirectory().resolve("work"),
        true);
  }
}
