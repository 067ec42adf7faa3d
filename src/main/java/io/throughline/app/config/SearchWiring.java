package io.throughline.app.config;

import io.throughline.job.control.JobRuntime;
import io.throughline.job.control.JobSettings;
import io.throughline.search.api.DocumentSource;
import io.throughline.search.api.EmbeddingModel;
import io.throughline.search.api.VectorScanner;
import io.throughline.search.control.DocumentStore;
import io.throughline.search.control.Documents;
import io.throughline.search.control.Embedder;
import io.throughline.search.control.PassageIndex;
import io.throughline.search.control.Reindex;
import io.throughline.search.store.lucene.LucenePassageIndex;
import io.throughline.search.store.postgres.PostgresPassageIndex;
import io.throughline.search.store.scan.ScannedPassageIndex;
import io.throughline.telemetry.api.LoggedFailure;
import io.throughline.telemetry.api.OutageLog;
import io.throughline.telemetry.api.Telemetry;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Chooses what finds passages: an index in this node's files, or the database that nodes share. */
@ApplicationScoped
public class SearchWiring {

  private static final Logger LOG = Logger.getLogger(SearchWiring.class.getName());

  /** A node that was away for longer makes its index again. */
  private static final Duration REMOVALS_KEPT = Duration.ofDays(7);

  /** Jobs that drain still put what they have made into the index. */
  private static final int AFTER_JOBS = 3000;

  /** Nobody else writes: there is nothing to look for. */
  private static final Duration ONLY_NODE = Duration.ofSeconds(5);

  private static final Duration ONE_OF_SEVERAL = Duration.ofSeconds(1);

  @Inject @DataDirectory Path data;
  @Inject JobSettings jobs;
  @Inject Telemetry telemetry;
  @Inject Clock clock;
  @Inject DocumentStore documents;
  @Inject @Any Instance<EmbeddingModel> models;
  @Inject @Any Instance<DocumentSource> sources;
  @Inject Instance<PostgresPassageIndex> postgres;
  @Inject Instance<VectorScanner> scanners;

  @Inject
  @ConfigProperty(name = "throughline.search.store")
  Optional<String> store;

  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  ManagedThreadFactory threads;

  @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
  ManagedScheduledExecutorService executor;

  private Optional<LucenePassageIndex> lucene = Optional.empty();
  private Optional<ScannedPassageIndex> scanned = Optional.empty();

  @Produces
  @Singleton
  Embedder embedder() {
    return new Embedder(
        models.isResolvable() ? Optional.of(models.get()) : Optional.empty(),
        outages("the embedding model"));
  }

  @Produces
  @Singleton
  PassageIndex index(Embedder embedder) {
    return switch (store.orElse(jobs.onlyNode() ? "lucene" : "postgres")) {
      case "lucene" -> lucene(embedder);
      case "postgres" -> postgres(embedder);
      default ->
          throw new IllegalArgumentException("THROUGHLINE_SEARCH_STORE must be lucene or postgres");
    };
  }

  private PassageIndex postgres(Embedder embedder) {
    if (jobs.onlyNode()) {
      throw new IllegalArgumentException(
          "THROUGHLINE_SEARCH_STORE=postgres needs THROUGHLINE_DATABASE_URL to be a PostgreSQL");
    }
    PostgresPassageIndex index = postgres.get();
    index.prepare(embedder.model().orElse(""), embedder.dimensions());
    return index;
  }

  private PassageIndex lucene(Embedder embedder) {
    LucenePassageIndex index =
        new LucenePassageIndex(
            data.resolve("index"),
            documents,
            embedder.model().orElse(""),
            jobs.onlyNode() ? ONLY_NODE : ONE_OF_SEVERAL,
            telemetry,
            outages("the search index"));
    Thread thread = threads.newThread(index::follow);
    thread.setName("throughline-search-index");
    thread.start();
    lucene = Optional.of(index);
    return onCard(index, embedder);
  }

  /** Compares all vectors on the graphics card, if there is one; else the index as it is. */
  private PassageIndex onCard(LucenePassageIndex index, Embedder embedder) {
    VectorScanner scanner = scanners.get();
    if (scanner == null || embedder.model().isEmpty()) {
      return index;
    }
    ScannedPassageIndex exact =
        new ScannedPassageIndex(
            index,
            documents,
            embedder.model().get(),
            scanner,
            jobs.onlyNode() ? ONLY_NODE : ONE_OF_SEVERAL,
            telemetry,
            outages("the graphics card"),
            System::nanoTime);
    scanned = Optional.of(exact);
    return exact;
  }

  @Produces
  @Singleton
  Reindex reindex(PassageIndex index, Embedder embedder, Documents all) {
    return new Reindex(documents, index, embedder, all, sources, executor, telemetry, clock);
  }

  private OutageLog outages(String what) {
    return new OutageLog(LOG, what, clock);
  }

  private void forgetRemovals() {
    try {
      telemetry.<Void, RuntimeException>untraced(
          span -> {
            documents.forgetRemovals(clock.instant().minus(REMOVALS_KEPT));
            return null;
          });
    } catch (RuntimeException e) {
      LOG.log(Level.FINE, "removals are forgotten later", LoggedFailure.of(e));
    }
  }

  /** Opens the index before anything needs it. */
  void start(
      @Observes @Priority(JobRuntime.START_PRIORITY - 100) Startup event, PassageIndex index) {
    index.state();
    scanned.ifPresent(exact -> executor.execute(exact::prepare));
    executor.scheduleWithFixedDelay(this::forgetRemovals, 1, 1, TimeUnit.HOURS);
  }

  void stop(
      @Observes @Priority(AFTER_JOBS) @BeforeDestroyed(ApplicationScoped.class) Object event) {
    scanned.ifPresent(ScannedPassageIndex::close);
    lucene.ifPresent(LucenePassageIndex::close);
  }
}
