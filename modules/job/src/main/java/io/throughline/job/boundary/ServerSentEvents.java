package io.throughline.job.boundary;

import io.throughline.job.api.Job;
import io.throughline.job.api.JobEvent;
import io.throughline.job.api.Jobs;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A job's progress as server-sent events (WHATWG HTML, section 9.2): its state now, then every
 * change; the last event is named after the state in which the job ended. No thread waits.
 */
final class ServerSentEvents {

  private ServerSentEvents() {}

  static void send(Jobs jobs, Job job, SseEventSink sink, Sse sse) {
    int[] count = {0};
    Jobs.Subscription[] subscription = {null};
    subscription[0] =
        jobs.follow(
            job.id(),
            event -> {
              count[0]++;
              sink.send(
                      sse.newEventBuilder()
                          .id(Integer.toString(count[0]))
                          .name(name(event))
                          .mediaType(MediaType.APPLICATION_JSON_TYPE)
                          .data(JsonObject.class, JobJson.event(event))
                          .build())
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
      try {
        sink.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
