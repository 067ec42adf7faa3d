package io.throughline.app.config;

import io.throughline.job.control.JobEvents;
import io.throughline.job.control.JobSettings;
import io.throughline.job.control.JobSignal;
import io.throughline.job.control.LocalJobEvents;
import io.throughline.job.control.LocalJobSignal;
import io.throughline.job.signal.redis.RedisNode;
import io.throughline.telemetry.api.Telemetry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Chooses what wakes workers and carries events: this process, or Redis between nodes. */
@ApplicationScoped
public class JobWiring {

  @Inject JobSettings settings;
  @Inject Telemetry telemetry;

  @Inject
  @ConfigProperty(name = "throughline.redis.url")
  Optional<String> url;

  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  ManagedThreadFactory threads;

  private Optional<RedisNode> redis = Optional.empty();

  @PostConstruct
  void connect() {
    redis = url.map(this::node);
  }

  private RedisNode node(String address) {
    try {
      return new RedisNode(URI.create(address), settings.node(), telemetry, threads);
    } catch (IllegalArgumentException e) {
      // Without its cause: the address may hold a password.
      throw new IllegalArgumentException(
          "THROUGHLINE_REDIS_URL must be redis://host:port or rediss://host:port");
    }
  }

  @PreDestroy
  void disconnect() {
    redis.ifPresent(RedisNode::close);
  }

  @Produces
  @Singleton
  JobSignal signal() {
    return redis.map(RedisNode::signal).orElseGet(LocalJobSignal::new);
  }

  @Produces
  @Singleton
  JobEvents events() {
    return redis.map(RedisNode::events).orElseGet(LocalJobEvents::new);
  }
}
