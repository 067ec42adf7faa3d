package io.throughline.job.control;

import io.throughline.job.api.JobEvent;
import io.throughline.job.api.Jobs.Subscription;
import io.throughline.telemetry.api.LoggedFailure;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Events within this process. */
public final class LocalJobEvents implements JobEvents {

  private static final Logger LOG = Logger.getLogger(LocalJobEvents.class.getName());

  private final Map<String, List<Consumer<JobEvent>>> listeners = new ConcurrentHashMap<>();

  @Override
  public Subscription subscribe(String jobId, Consumer<JobEvent> listener) {
    listeners.compute(
        jobId,
        (id, list) -> {
          List<Consumer<JobEvent>> known = list == null ? new CopyOnWriteArrayList<>() : list;
          known.add(listener);
          return known;
        });
    return () ->
        listeners.computeIfPresent(
            jobId,
            (id, list) -> {
              list.remove(listener);
              return list.isEmpty() ? null : list;
            });
  }

  @Override
  public void publish(JobEvent event) {
    deliver(event);
  }

  @Override
  public Set<String> followed() {
    return Set.copyOf(listeners.keySet());
  }

  @Override
  public void deliver(JobEvent event) {
    for (Consumer<JobEvent> listener : listeners.getOrDefault(event.jobId(), List.of())) {
      try {
        listener.accept(event);
      } catch (RuntimeException e) {
        LOG.log(
            Level.WARNING,
            "a listener of job " + event.jobId() + " missed an event; others go on",
            LoggedFailure.of(e));
      }
    }
  }
}
