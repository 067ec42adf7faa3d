package io.throughline.job.control;

import io.throughline.job.api.Job;
import io.throughline.job.api.StageContext;
import io.throughline.job.api.StagePlan;
import io.throughline.job.api.StagePlan.Stage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs the stages of a plan, those that do not wait for each other in parallel. When one fails, or
 * the calling thread is interrupted, the others are interrupted and waited for before it returns.
 */
final class StageRun {

  /** Told when a stage ends well, before stages that wait for it start. */
  interface Listener {
    void progressed(Stage stage, double fraction);

    void completed(Stage stage, Instant startedAt, String output) throws Exception;
  }

  /**
   * A stage given to the executor.
   *
   * @param taken set by whoever comes first: the thread that begins it, or this run giving it up
   */
  private record Handed(Future<?> future, AtomicBoolean taken) {}

  private record Ended(Stage stage, Instant startedAt, String output, Exception failure) {}

  private final Job job;
  private final StagePlan plan;
  private final Path workDirectory;
  private final ExecutorService executor;
  private final Clock clock;
  private final Listener listener;
  private final Map<String, String> outputs = new ConcurrentHashMap<>();
  private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
  private final List<Handed> handed = new ArrayList<>();
  private int inFlight;

  StageRun(
      Job job,
      StagePlan plan,
      Path workDirectory,
      ExecutorService executor,
      Clock clock,
      Listener listener) {
    this.job = job;
    this.plan = plan;
    this.workDirectory = workDirectory;
    this.executor = executor;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * @param committed outputs of durable stages that earlier attempts completed
   * @return output of the last stage
   */
  String run(Map<String, String> committed) throws Exception {
    outputs.putAll(committed);
    Set<String> needed = needed();
    Set<String> started = new HashSet<>();
    try {
      while (!outputs.containsKey(plan.last().name())) {
        for (Stage stage : plan.stages()) {
          if (needed.contains(stage.name())
              && !started.contains(stage.name())
              && outputs.keySet().containsAll(waitsFor(stage, needed))) {
            started.add(stage.name());
            start(stage);
          }
        }
        finish(ended.take());
      }
      return outputs.get(plan.last().name());
    } finally {
      stopOthers();
    }
  }

  /** Stages without a committed output that lead to the last one. */
  private Set<String> needed() {
    Set<String> needed = new HashSet<>();
    List<Stage> backwards = new ArrayList<>(plan.stages());
    Collections.reverse(backwards);
    Set<String> wanted = new HashSet<>(Set.of(plan.last().name()));
    for (Stage stage : backwards) {
      if (wanted.contains(stage.name()) && !outputs.containsKey(stage.name())) {
        needed.add(stage.name());
        wanted.addAll(stage.after());
      }
    }
    return needed;
  }

  private Set<String> waitsFor(Stage stage, Set<String> needed) {
    Set<String> waits = new HashSet<>(stage.after());
    waits.removeIf(name -> !needed.contains(name) && !outputs.containsKey(name));
    return waits;
  }

  private void start(Stage stage) {
    AtomicBoolean taken = new AtomicBoolean();
    Runnable task =
        () -> {
          if (taken.compareAndSet(false, true)) {
            ended.add(attempt(stage));
          }
        };
    handed.add(new Handed(executor.submit(task), taken));
    inFlight++;
  }

  private Ended attempt(Stage stage) {
    Instant startedAt = clock.instant();
    try {
      return new Ended(stage, startedAt, stage.work().run(context(stage)), null);
    } catch (Exception e) {
      return new Ended(stage, startedAt, null, e);
    } catch (Error e) {
      // An engine out of memory or with a missing native library fails its job, not the server.
      return new Ended(stage, startedAt, null, new StageBrokenException(stage.name(), e));
    }
  }

  private void finish(Ended end) throws Exception {
    inFlight--;
    if (end.failure() != null) {
      throw end.failure();
    }
    listener.progressed(end.stage(), 1);
    listener.completed(end.stage(), end.startedAt(), end.output());
    outputs.put(end.stage().name(), end.output());
  }

  private void stopOthers() {
    boolean interrupted = Thread.interrupted();
    for (Handed stage : handed) {
      if (stage.taken().compareAndSet(false, true)) {
        // Still in the executor's queue: it will never end, so it is not waited for.
        inFlight--;
      }
      stage.future().cancel(true);
    }
    while (inFlight > 0) {
      try {
        ended.take();
        inFlight--;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private StageContext context(Stage stage) {
    Map<String, String> visible = new HashMap<>(outputs);
    visible.keySet().retainAll(stage.after());
    return new StageContext() {
      @Override
      public Job job() {
        return job;
      }

      @Override
      public Path workDirectory() {
        return workDirectory;
      }

      @Override
      public String output(String name) {
        String output = visible.get(name);
        if (output == null) {
          throw new IllegalArgumentException(
              "stage " + stage.name() + " does not wait for stage " + name);
        }
        return output;
      }

      @Override
      public void progress(double fraction) {
        listener.progressed(stage, fraction);
      }
    };
  }
}
