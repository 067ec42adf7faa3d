package io.throughline.job.store;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.throughline.job.api.JobIds;
import io.throughline.job.api.JobRequest;
import io.throughline.job.control.JobStore;
import io.throughline.job.control.JobStore.ClaimedJob;
import io.throughline.job.control.JobStore.Turn;
import io.throughline.job.control.SettableClock;
import io.throughline.telemetry.api.TraceCarrier;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.postgresql.ds.PGConnectionPoolDataSource;

/**
 * How many jobs of no work a second go through the queue's claim and complete, against db-scheduler
 * on the same PostgreSQL, in turn. Run by {@code benchmarks/jobs/queue.sh}: {@code QueueBenchmark
 * ROUNDS JOBS THREADS}.
 */
final class QueueBenchmark {

  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final String TABLE =
      """
      create table scheduled_tasks (
        task_name text not null, task_instance text not null, task_data bytea,
        execution_time timestamp with time zone not null, picked boolean not null,
        picked_by text, last_success timestamp with time zone,
        last_failure timestamp with time zone, consecutive_failures int,
        last_heartbeat timestamp with time zone, version bigint not null, priority smallint,
        primary key (task_name, task_instance));
      create index on scheduled_tasks (execution_time);
      create index on scheduled_tasks (last_heartbeat);
      """;

  private final DataSource dataSource;
  private final JobDatabase database;
  private final JobStore store;
  private final SettableClock clock = new SettableClock();
  private final int jobs;
  private final int threads;

  private QueueBenchmark(DataSource dataSource, int jobs, int threads) throws Exception {
    this.dataSource = dataSource;
    this.database = new JobDatabase(dataSource);
    this.store = database.store(clock);
    this.jobs = jobs;
    this.threads = threads;
    execute(TABLE);
  }

  public static void main(String[] args) throws Exception {
    int rounds = Integer.parseInt(args[0]);
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      PGConnectionPoolDataSource connections = new PGConnectionPoolDataSource();
      connections.setUrl(postgres.getJdbcUrl("postgres", "postgres"));
      JdbcConnectionPool pool = JdbcConnectionPool.create(connections);
      pool.setMaxConnections(20);
      new QueueBenchmark(pool, Integer.parseInt(args[1]), Integer.parseInt(args[2])).run(rounds);
      pool.dispose();
    }
  }

  private void run(int rounds) throws Exception {
    double[] ours = new double[rounds];
    double[] theirs = new double[rounds];
    for (int round = -1; round < rounds; round++) {
      double our = throughline();
      double their = dbScheduler();
      if (round >= 0) {
        ours[round] = our;
        theirs[round] = their;
      }
      System.out.printf(
          Locale.ROOT,
          "%-9s Throughline %7.0f/s   db-scheduler %7.0f/s   ratio %.2f%n",
          round < 0 ? "warm-up" : "round " + (round + 1),
          our,
          their,
          our / their);
    }
    double[] ratios = IntStream.range(0, rounds).mapToDouble(i -> ours[i] / theirs[i]).toArray();
    Arrays.sort(ratios);
    System.out.printf(
        Locale.ROOT,
        "median    Throughline %7.0f/s   db-scheduler %7.0f/s   ratio %.2f (%.2f..%.2f)%n",
        median(ours),
        median(theirs),
        median(ratios),
        ratios[0],
        ratios[rounds - 1]);
  }

  private double throughline() throws Exception {
    database.clear();
    for (int i = 0; i < jobs; i++) {
      JobRequest request =
          new JobRequest(JobIds.next(clock), "none", "default", 0, "{}", Optional.empty());
      store.insert(request, new TraceCarrier(Map.of()), "0".repeat(32), jobs + 1).orElseThrow();
    }
    execute("analyze job");
    AtomicInteger done = new AtomicInteger();
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    long start = System.nanoTime();
    dispatch(workers, done);
    return rate(start, done.get());
  }

  /** As the server's dispatcher does: claims as many as there are free workers. */
  private void dispatch(ExecutorService workers, AtomicInteger done) throws Exception {
    Semaphore free = new Semaphore(threads);
    List<ClaimedJob> claimed;
    do {
      free.acquire();
      int places = 1 + free.drainPermits();
      claimed =
          store.claim("benchmark", LEASE, new Turn("default", false, Integer.MAX_VALUE, places));
      free.release(places - claimed.size());
      for (ClaimedJob job : claimed) {
        workers.execute(
            () -> {
              if (store.complete(job.lease(), "results/none")) {
                done.incrementAndGet();
              }
              free.release();
            });
      }
    } while (!claimed.isEmpty());
    workers.shutdown();
    workers.awaitTermination(10, TimeUnit.MINUTES);
  }

  private double dbScheduler() throws Exception {
    execute("truncate scheduled_tasks");
    CountDownLatch done = new CountDownLatch(jobs);
    OneTimeTask<Void> task = Tasks.oneTime("none").execute((instance, context) -> done.countDown());
    Scheduler scheduler =
        Scheduler.create(dataSource, task)
            .threads(threads)
            .pollingInterval(Duration.ofMillis(10))
            .pollUsingLockAndFetch(1.0, 4.0)
            .build();
    Instant due = Instant.now().minusSeconds(1);
    Stream<TaskInstance<?>> instances =
        IntStream.range(0, jobs).mapToObj(i -> task.instance("job-" + i));
    scheduler.scheduleBatch(instances, due);
    execute("analyze scheduled_tasks");
    long start = System.nanoTime();
    scheduler.start();
    done.await();
    double rate = rate(start, jobs);
    scheduler.stop();
    return rate;
  }

  private double rate(long start, int count) {
    if (count != jobs) {
      throw new IllegalStateException(count + " of " + jobs + " jobs completed");
    }
    return count * 1e9 / (System.nanoTime() - start);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
