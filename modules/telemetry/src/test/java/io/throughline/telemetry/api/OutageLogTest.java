package io.throughline.telemetry.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.telemetry.export.LoggedLines;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutageLogTest {

  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

  private final Deque<Instant> times =
      new ArrayDeque<>(List.of(START, START.plus(Duration.ofSeconds(90))));
  private final LoggedLines logged = new LoggedLines(OutageLogTest.class);
  private final OutageLog outage =
      new OutageLog(
          Logger.getLogger(OutageLogTest.class.getName()),
          "the database",
          new Clock() {
            @Override
            public Instant instant() {
              return times.pop();
            }

            @Override
            public ZoneOffset getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
              return this;
            }
          });

  @AfterEach
  void stopListening() {
    logged.close();
  }

  private void fails(String loop) {
    outage.failed(loop, new SQLException("canary", "08001"));
  }

  @Test
  void anOutageIsTwoLinesHoweverManyNoticeIt() {
    for (int i = 0; i < 100; i++) {
      fails("claiming jobs");
      fails("delivering webhooks");
    }
    outage.worked("delivering webhooks");
    outage.worked("something else");
    outage.worked("claiming jobs");
    outage.worked("claiming jobs");

    assertThat(logged.lines()).hasSize(2);
    assertThat(logged.lines().get(0))
        .startsWith("WARNING the database does not answer: claiming jobs goes on when it does")
        .doesNotContain("canary");
    assertThat(logged.lines().get(1)).endsWith("the database answers again after 90 s.");
  }

  @Test
  void anOutageIsNotOverBeforeAllWhoNoticedItGoOn() {
    fails("claiming jobs");
    fails("delivering webhooks");
    outage.worked("claiming jobs");
    fails("claiming jobs");

    assertThat(logged.lines()).hasSize(1);
  }

  @Test
  void whatWorksIsNotWorthALine() {
    outage.worked("claiming jobs");

    assertThat(logged.lines()).isEmpty();
  }
}
