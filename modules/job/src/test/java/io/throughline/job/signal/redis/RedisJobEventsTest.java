package io.throughline.job.signal.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.job.api.JobEvent;
import io.throughline.job.api.JobState;
import io.throughline.job.control.JobEvents;
import io.throughline.job.control.JobEventsContract;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.RedisClient;

/** Against a real Redis that runs as a process. */
@Timeout(120)
class RedisJobEventsTest implements JobEventsContract {

  private TestRedis redis;
  private JobEvents events;
  private final AtomicInteger jobs = new AtomicInteger();

  @BeforeEach
  void start() throws IOException {
    redis = new TestRedis();
    events = redis.node().events();
  }

  @AfterEach
  void stop() throws IOException {
    redis.close();
  }

  @Override
  public JobEvents events() {
    return events;
  }

  @Test
  void listenersOnAnotherNodeHearTheSame() throws Exception {
    JobEvents other = hearing(redis.node().events());
    BlockingQueue<JobEvent> heard = new LinkedBlockingQueue<>();
    other.subscribe("a", heard::add);
    List<JobEvent> all =
        List.of(
            new JobEvent("a", 1, JobState.RUNNING, 0, ""),
            new JobEvent("a", 1, JobState.RUNNING, 0.25, "transcribe"),
            new JobEvent("a", 1, JobState.COMPLETED, 1, ""));
    all.forEach(events::publish);
    for (JobEvent event : all) {
      assertThat(heard.poll(30, TimeUnit.SECONDS)).isEqualTo(event);
    }
  }

  @Test
  void aNodeHearsItsOwnEventsOnceOnly() throws Exception {
    JobEvents other = hearing(redis.node().events());
    BlockingQueue<JobEvent> heard = new LinkedBlockingQueue<>();
    events.subscribe("a", heard::add);
    events.publish(new JobEvent("a", 1, JobState.RUNNING, 0.5, ""));
    // What the other node sends afterwards is read after the echo of the first.
    other.publish(new JobEvent("a", 1, JobState.COMPLETED, 1, ""));
    assertThat(heard.poll(30, TimeUnit.SECONDS).state()).isEqualTo(JobState.RUNNING);
    assertThat(heard.poll(30, TimeUnit.SECONDS).state()).isEqualTo(JobState.COMPLETED);
  }

  @Test
  void stepsOfLessThanAHundredthAreNotSent() throws Exception {
    JobEvents other = hearing(redis.node().events());
    BlockingQueue<JobEvent> heard = new LinkedBlockingQueue<>();
    other.subscribe("a", heard::add);
    for (int i = 0; i < 1000; i++) {
      events.publish(new JobEvent("a", 1, JobState.RUNNING, i / 100_000.0, ""));
    }
    events.publish(new JobEvent("a", 1, JobState.FAILED, 0.01, ""));
    assertThat(heard.poll(30, TimeUnit.SECONDS).state()).isEqualTo(JobState.RUNNING);
    assertThat(heard.poll(30, TimeUnit.SECONDS).state()).isEqualTo(JobState.FAILED);
  }

  @Test
  void entriesThatAreNoEventsArePassedOver() throws Exception {
    JobEvents other = hearing(redis.node().events());
    BlockingQueue<JobEvent> heard = new LinkedBlockingQueue<>();
    other.subscribe("a", heard::add);
    try (RedisClient client = redis.client()) {
      client.xadd(
          RedisJobEvents.STREAM,
          (redis.clients.jedis.StreamEntryID) null,
          java.util.Map.of("job", "a", "state", "sleeping", "progress", "x"));
    }
    events.publish(new JobEvent("a", 1, JobState.COMPLETED, 1, ""));
    assertThat(heard.poll(30, TimeUnit.SECONDS).state()).isEqualTo(JobState.COMPLETED);
  }

  @Test
  void nodesHearEachOtherAgainAfterAnOutage() throws Exception {
    JobEvents other = redis.node().events();
    hearing(other);
    redis.stop();
    events.publish(new JobEvent("a", 1, JobState.RUNNING, 0.1, ""));
    redis.start();
    hearing(other);
  }

  /** Waits until {@code other} hears what this node publishes. */
  private JobEvents hearing(JobEvents other) throws InterruptedException {
    BlockingQueue<JobEvent> heard = new LinkedBlockingQueue<>();
    String job = "probe-" + jobs.incrementAndGet();
    try (var subscription = other.subscribe(job, heard::add)) {
      JobEvent event = null;
      for (int i = 0; event == null; i++) {
        JobState state = i % 2 == 0 ? JobState.RUNNING : JobState.PENDING;
        events.publish(new JobEvent(job, 1, state, 0, ""));
        event = heard.poll(50, TimeUnit.MILLISECONDS);
      }
    }
    return other;
  }
}
