package io.throughline.job.control;

import io.throughline.job.api.Job;
import io.throughline.job.api.StageContext;
import io.throughline.job.api.StagePlan;
import io.throughline.job.api.StagePlan.Stage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Runs the stages of a plan, those that do not wait for each other in parallel: one on the
 * attempt's own worker, others where {@link StagePlaces} has room, those that find none when one of
 * the first has ended. When one fails, or the calling thread is interrupted, the others are
 * interrupted and waited for before it returns.
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
   * @param own true on the attempt's own worker
   */
  private record Handed(Stage stage, boolean own, Future<?> future, AtomicBoolean taken) {}

  private record Ended(Stage stage, Instant startedAt, String output, Exception failure) {}

  /** How often to look whether another node has completed an offered stage. */
  private static final long LOOK_MILLIS = 250;

  private final Job job;
  private final StagePlan plan;
  private final Path workDirectory;
  private final ExecutorService executor;
  private final Clock clock;
  private final StagePlaces places;
  private final Listener listener;
  private final Map<String, String> outputs = new ConcurrentHashMap<>();
  private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
  private final Map<String, Handed> running = new HashMap<>();
  private final Deque<Stage> waiting = new ArrayDeque<>();
  private final List<Stage> offered = new ArrayList<>();

  StageRun(
      Job job,
      StagePlan plan,
      Path workDirectory,
      ExecutorService executor,
      Clock clock,
      StagePlaces places,
      Listener listener) {
    this.places = places;
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
            waiting.add(stage);
          }
        }
        place();
        goOn();
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

  /** Finds a place for each stage that could run; one that finds none waits on. */
  private void place() {
    for (int i = waiting.size(); i > 0; i--) {
      Stage stage = waiting.remove();
      if (running.values().stream().noneMatch(Handed::own)) {
        start(stage, true);
      } else if (places.enter()) {
        start(stage, false);
      } else if (places.offer(stage)) {
        offered.add(stage);
      } else {
        waiting.add(stage);
      }
    }
  }

  /** Waits until a stage has ended, here or elsewhere, or must run here after all. */
  private void goOn() throws Exception {
    Ended end = offered.isEmpty() ? ended.take() : ended.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    if (end != null) {
      finish(end);
    }
    for (Stage stage : List.copyOf(offered)) {
      Optional<String> output = places.output(stage);
      if (output.isPresent()) {
        offered.remove(stage);
        listener.progressed(stage, 1);
        outputs.put(stage.name(), output.get());
      } else if (running.isEmpty() && waiting.isEmpty() && places.takeBack(stage)) {
        offered.remove(stage);
        waiting.add(stage);
      }
    }
  }

  private void start(Stage stage, boolean own) {
    AtomicBoolean taken = new AtomicBoolean();
    Runnable task =
        () -> {
          if (taken.compareAndSet(false, true)) {
            ended.add(attempt(stage));
          }
        };
    try {
      running.put(stage.name(), new Handed(stage, own, executor.submit(task), taken));
    } catch (RejectedExecutionException e) {
      leave(own);
      throw e;
    }
  }

  private void leave(boolean own) {
    if (!own) {
      places.leave();
    }
  }

  private void ended(Stage stage) {
    leave(running.remove(stage.name()).own());
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
    ended(end.stage());
    if (end.failure() != null) {
      throw end.failure();
    }
    listener.progressed(end.stage(), 1);
    listener.completed(end.stage(), end.startedAt(), end.output());
    outputs.put(end.stage().name(), end.output());
  }

  private void stopOthers() {
    boolean interrupted = Thread.interrupted();
    for (Handed stage : List.copyOf(running.values())) {
      if (stage.taken().compareAndSet(false, true)) {
        // Still in the executor's queue: it will never end, so it is not waited for.
        ended(stage.stage());
      }
      stage.future().cancel(true);
    }
    while (!running.isEmpty()) {
      try {
        ended(ended.take().stage());
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
