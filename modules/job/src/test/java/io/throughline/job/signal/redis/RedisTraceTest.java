package io.throughline.job.signal.redis;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.job.api.JobEvent;
import io.throughline.job.api.JobState;
import io.throughline.job.control.JobSignalContract;
import io.throughline.telemetry.api.SpanKind;
import io.throughline.telemetry.api.SpanSpec;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Announcing a job is part of its trace; waiting for hints and events is part of none. */
@Timeout(60)
class RedisTraceTest {

  private final NotedSpans spans = new NotedSpans();

  @Test
  void onlyTheAnnouncementIsASpan() throws Exception {
    try (TestRedis redis = new TestRedis()) {
      RedisNode node = redis.node(spans);
      CompletableFuture<Void> other = JobSignalContract.waiting(redis.node(spans).signal());
      node.events().publish(new JobEvent("a", 1, JobState.RUNNING, 0.5, ""));
      node.signal().announce();
      other.get(30, SECONDS);
    }
    assertThat(spans.started).hasSize(1);
    SpanSpec announcement = spans.started.get(0);
    assertThat(announcement.name()).isEqualTo("XADD");
    assertThat(announcement.kind()).isEqualTo(SpanKind.CLIENT);
    assertThat(announcement.attributes())
        .containsEntry("db.system.name", "redis")
        .containsEntry("db.operation.name", "XADD")
        .containsEntry("server.address", "127.0.0.1")
        .containsOnlyKeys("db.system.name", "db.operation.name", "server.address", "server.port");
  }
}
