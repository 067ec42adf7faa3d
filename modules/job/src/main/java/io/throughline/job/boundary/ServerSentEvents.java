package io.throughline.job.boundary;

import io.throughline.job.api.Job;
import io.throughline.job.api.JobEvent;
import io.throughline.job.api.JobPosition;
import io.throughline.job.api.Jobs;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A job's progress as server-sent events (WHATWG HTML, section 9.2): its state now, then every
 * change; the last event is named after the state in which the job ended. An event's id is the
 * job's position, so a client that comes again with the last one it saw, on any node, hears what it
 * missed and nothing twice. No thread waits.
 */
final class ServerSentEvents {

  private static final long RETRY_MILLIS = 2_000;

  private ServerSentEvents() {}

  /**
   * @param lastSeen id of the last event that the client has seen, if it says so
   */
  static void send(Jobs jobs, Job job, Optional<JobPosition> lastSeen, SseEventSink sink, Sse sse) {
    if (job.state().isTerminal() && lastSeen.equals(Optional.of(JobEvent.of(job).position()))) {
      close(sink);
      return;
    }
    AtomicBoolean first = new AtomicBoolean(true);
    Jobs.Subscription[] subscription = {null};
    subscription[0] =
        jobs.follow(
            job.id(),
            lastSeen,
            event -> {
              OutboundSseEvent.Builder message =
                  sse.newEventBuilder()
                      .id(event.position().toString())
                      .name(name(event))
                      .mediaType(MediaType.APPLICATION_JSON_TYPE)
                      .data(JsonObject.class, JobJson.event(event));
              if (first.getAndSet(false)) {
                message.reconnectDelay(RETRY_MILLIS);
              }
              sink.send(message.build())
                  .whenComplete((sent, failure) -> end(event, failure, sink, subscription[0]));
            });
  }

  private static String name(JobEvent event) {
    return event.state().isTerminal() ? event.state().id() : "progress";
  }

  private static void end(
      JobEvent event, Throwable failure, SseEventSink sink, Jobs.Subscription subscription) {
    if (failure != null && subscription != null) {
      subscription.close();
    }
    if (failure != null || event.state().isTerminal()) {
      close(sink);
    }
  }

  private static void close(SseEventSink sink) {
    try {
      sink.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
