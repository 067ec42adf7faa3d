package io.throughline.job.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.job.api.JobEvent;
import io.throughline.job.api.JobState;
import io.throughline.job.api.Jobs.Subscription;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link JobEvents} does for listeners on the node where something happens. */
public interface JobEventsContract {

  JobEvents events();

  private static JobEvent event(String job) {
    return new JobEvent(job, 1, JobState.RUNNING, 0.5, "stage");
  }

  @Test
  default void listenersHearTheirJobAndNoOther() {
    JobEvents events = events();
    List<JobEvent> heard = new ArrayList<>();
    events.subscribe("a", heard::add);

    events.publish(event("b"));
    events.publish(event("a"));

    assertThat(heard).containsExactly(event("a"));
  }

  @Test
  default void aClosedSubscriptionHearsNothingAndOthersStay() {
    JobEvents events = events();
    List<JobEvent> heard = new ArrayList<>();
    List<JobEvent> other = new ArrayList<>();
    Subscription subscription = events.subscribe("a", heard::add);
    events.subscribe("a", other::add);

    subscription.close();
    subscription.close();
    events.publish(event("a"));

    assertThat(heard).isEmpty();
    assertThat(other).hasSize(1);
  }

  @Test
  default void aListenerThatThrowsDoesNotKeepOthersFromHearing() {
    JobEvents events = events();
    List<JobEvent> heard = new ArrayList<>();
    events.subscribe(
        "a",
        event -> {
          throw new IllegalStateException();
        });
    events.subscribe("a", heard::add);

    events.publish(event("a"));

    assertThat(heard).hasSize(1);
  }

  @Test
  default void aListenerMayCloseItsSubscriptionWhileItHears() {
    JobEvents events = events();
    List<JobEvent> heard = new ArrayList<>();
    List<Subscription> own = new ArrayList<>();
    own.add(
        events.subscribe(
            "a",
            event -> {
              heard.add(event);
              own.get(0).close();
            }));

    events.publish(event("a"));
    events.publish(event("a"));

    assertThat(heard).hasSize(1);
  }

  @Test
  default void followedJobsAreThoseWithListeners() {
    JobEvents events = events();
    Subscription subscription = events.subscribe("a", event -> {});
    assertThat(events.followed()).containsExactly("a");
    subscription.close();
    assertThat(events.followed()).isEmpty();
  }

  @Test
  default void deliveredEventsAreHeard() {
    JobEvents events = events();
    List<JobEvent> heard = new ArrayList<>();
    events.subscribe("a", heard::add);
    events.deliver(event("a"));
    assertThat(heard).containsExactly(event("a"));
  }
}
