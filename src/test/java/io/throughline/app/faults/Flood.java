package io.throughline.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.Await;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A tenant floods the queue, another submits one job after the other. Requests have no tenant yet,
 * so copies of a real job's row are written into the database that the nodes claim from.
 */
final class Flood implements Scenario {

  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int SMALL = 10;

  private record Timing(Duration waited, Duration ran) {}

  @Override
  public Verdict run(Harness harness, String row) throws Exception {
    int flood = harness.scale().flood();
    try (Load load = harness.load(row);
        Connection database = harness.cluster().postgres().connect()) {
      load.submit(1, "transcribe=200;align=200").join();
      harness.awaitEnded(load);
      String model = load.accepted().values().iterator().next();
      copies(database, model, "flood", 1, flood);
      List<Timing> timings = new ArrayList<>();
      for (int i = 1; i <= SMALL; i++) {
        copies(database, model, "small", i, i);
        String id = "small-" + i;
        timings.add(Await.result(id + " is completed", LIMIT, () -> timing(database, id)));
      }
      int left = forget(database);
      assertThat(left).describedAs("the flood lasted").isPositive();
      Duration waited = worst(timings);
      Duration job = median(timings);
      assertThat(waited).isLessThanOrEqualTo(job.multipliedBy(2));
      return Verdict.ofOthers(SMALL)
          .with(
              "beside "
                  + flood
                  + " of another tenant; longest wait "
                  + FaultTable.seconds(waited)
                  + " s, a job "
                  + FaultTable.seconds(job)
                  + " s; rows written by SQL");
    }
  }

  private static void copies(Connection database, String model, String tenant, int from, int to)
      throws SQLException {
    try (PreparedStatement insert =
        database.prepareStatement(
            "insert into job (id, type, state, tenant, priority, parameters, upload_id,"
                + " trace_carrier, trace_id, attempt, error_count, crash_count, progress,"
                + " created_at, run_after) select ? || '-' || n, type, 'pending', ?, priority,"
                + " replace(parameters, '\"prompt\":\"', '\"prompt\":\"copy-'), upload_id,"
                + " trace_carrier, trace_id, 0, 0, 0, 0, now(), now()"
                + " from job, generate_series(?, ?) as n where id = ?")) {
      insert.setString(1, tenant);
      insert.setString(2, tenant);
      insert.setInt(3, from);
      insert.setInt(4, to);
      insert.setString(5, model);
      insert.executeUpdate();
    }
  }

  private static Optional<Timing> timing(Connection database, String id) throws SQLException {
    try (PreparedStatement query =
        database.prepareStatement(
            "select extract(epoch from started_at - run_after) as waited,"
                + " extract(epoch from finished_at - started_at) as ran from job where id = ? and"
                + " state = 'completed'")) {
      query.setString(1, id);
      try (ResultSet row = query.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Timing(seconds(row.getDouble("waited")), seconds(row.getDouble("ran"))))
            : Optional.empty();
      }
    }
  }

  /** Takes what is left of the flood away; how much that was. */
  private static int forget(Connection database) throws SQLException {
    try (Statement statement = database.createStatement()) {
      int left =
          statement.executeUpdate("delete from job where tenant = 'flood' and state = 'pending'");
      Await.until("the last ones have ended", LIMIT, () -> unfinished(statement) == 0);
      return left;
    }
  }

  private static int unfinished(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "select count(*) from job where tenant = 'flood' and finished_at is null")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static Duration worst(List<Timing> timings) {
    return Collections.max(timings.stream().map(Timing::waited).toList());
  }

  private static Duration median(List<Timing> timings) {
    return timings.stream().map(Timing::ran).sorted().toList().get(timings.size() / 2);
  }

  private static Duration seconds(double seconds) {
    return Duration.ofMillis(Math.round(seconds * 1000));
  }
}
