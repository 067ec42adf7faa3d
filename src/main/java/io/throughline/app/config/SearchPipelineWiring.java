package io.throughline.app.config;

import io.throughline.job.control.JobRuntime;
import io.throughline.search.api.AnswerModel;
import io.throughline.search.api.EmbeddingModel;
import io.throughline.search.control.MemoryCache;
import io.throughline.search.control.QueryLog;
import io.throughline.search.control.QueryLogSweep;
import io.throughline.search.control.Retrieval;
import io.throughline.search.control.SearchCache;
import io.throughline.search.control.SearchPipeline;
import io.throughline.search.control.SearchPorts;
import io.throughline.search.control.SearchSettings;
import io.throughline.search.control.SearchStatus;
import io.throughline.search.store.redis.RedisCache;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.api.OutageLog;
import io.throughline.telemetry.api.Telemetry;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts the search pipeline together and keeps its log from growing for ever. */
@ApplicationScoped
public class SearchPipelineWiring {

  private static final Duration SWEEP_INTERVAL = Duration.ofHours(1);

  @Inject Telemetry telemetry;
  @Inject Metrics metrics;
  @Inject Clock clock;
  @Inject OutageLog database;

  @Inject
  @ConfigProperty(name = "throughline.search.rate", defaultValue = "120")
  int queriesPerMinute;

  @Inject
  @ConfigProperty(name = "throughline.search.timeout", defaultValue = "PT10S")
  Duration timeout;

  @Inject
  @ConfigProperty(name = "throughline.search.cache-bytes", defaultValue = "33554432")
  long cacheBytes;

  @Inject
  @ConfigProperty(name = "throughline.search.log-retention", defaultValue = "P30D")
  Duration logKept;

  @Inject
  @ConfigProperty(name = "throughline.redis.url")
  Optional<String> redis;

  @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
  ManagedScheduledExecutorService scheduler;

  /** Also makes a wrong setting stop the start instead of every query. */
  void start(@Observes @Priority(JobRuntime.START_PRIORITY) Startup event, QueryLog log) {
    QueryLogSweep sweep = new QueryLogSweep(log, settings().logKept(), telemetry, database, clock);
    scheduler.scheduleWithFixedDelay(
        sweep, SWEEP_INTERVAL.toMillis(), SWEEP_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  private SearchSettings settings() {
    return new SearchSettings(queriesPerMinute, timeout, cacheBytes, logKept);
  }

  @Produces
  @Singleton
  SearchCache cache() {
    return redis.map(this::shared).orElseGet(() -> new MemoryCache(cacheBytes, clock));
  }

  private SearchCache shared(String address) {
    try {
      return new RedisCache(URI.create(address), telemetry, clock);
    } catch (IllegalArgumentException e) {
      // Without its cause: the address may hold a password.
      throw new IllegalArgumentException(
          "THROUGHLINE_REDIS_URL must be redis://host:port or rediss://host:port");
    }
  }

  void close(@Disposes SearchCache cache) {
    if (cache instanceof RedisCache shared) {
      shared.close();
    }
  }

  @Produces
  @Singleton
  SearchPorts ports(
      Retrieval retrieval,
      EmbeddingModel embedding,
      AnswerModel answers,
      SearchCache cache,
      QueryLog log) {
    return new SearchPorts(retrieval, embedding, answers, cache, log);
  }

  @Produces
  @Singleton
  SearchPipeline pipeline(SearchPorts ports) {
    return new SearchPipeline(ports, settings(), this::call, telemetry, metrics, database, clock);
  }

  private Runnable call(Duration delay, Runnable call) {
    Future<?> later = scheduler.schedule(call, delay.toMillis(), TimeUnit.MILLISECONDS);
    return () -> later.cancel(false);
  }

  @Produces
  @Singleton
  SearchStatus status(SearchPorts ports) {
    return new SearchStatus(ports);
  }
}
