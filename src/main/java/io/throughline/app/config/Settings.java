package io.throughline.app.config;

import io.throughline.job.control.JobSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
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

  private static final String EMBEDDED_DATABASE = "jdbc:h2:";
  private static final String SHARED_DATABASE = "jdbc:postgresql:";

  @Inject
  @ConfigProperty(name = "THROUGHLINE_DATA_DIR", defaultValue = "data")
  String dataDirectory;

  @Inject
  @ConfigProperty(name = "THROUGHLINE_DATABASE_URL", defaultValue = EMBEDDED_DATABASE)
  String databaseUrl;

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

  @Inject
  @ConfigProperty(name = "throughline.job.retention", defaultValue = "-1")
  int retention;

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
  @Singleton
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
        retention,
        dataDirectory().resolve("work"),
        isOnlyNode());
  }

  /** The embedded database is a file that this server has locked; any other has other users. */
  private boolean isOnlyNode() {
    if (databaseUrl.startsWith(SHARED_DATABASE)) {
      return false;
    }
    if (databaseUrl.startsWith(EMBEDDED_DATABASE)) {
      return true;
    }
    throw new IllegalArgumentException(
        "THROUGHLINE_DATABASE_URL must start with " + SHARED_DATABASE + " or be left out");
  }
}
