package io.throughline.job.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.job.api.JobEvent;
import io.throughline.job.api.JobState;
import io.throughline.job.api.Jobs.Subscription;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobEventsTest {

  private final JobEvents events = new JobEvents();
  private final List<JobEvent> heard = new ArrayList<>();

  private static JobEvent event(String job) {
    return new JobEvent(job, JobState.RUNNING, 0.5, "stage");
  }

  @Test
  void listenersHearTheirJobAndNoOther() {
    events.subscribe("a", heard::add);

    events.publish(event("b"));
    events.publish(event("a"));

    assertThat(heard).containsExactly(event("a"));
  }

  @Test
  void aClosedSubscriptionHearsNothingAndOthersStay() {
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
  void aListenerThatThrowsDoesNotKeepOthersFromHearing() {
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
  void aListenerMayCloseItsSubscriptionWhileItHears() {
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
}
