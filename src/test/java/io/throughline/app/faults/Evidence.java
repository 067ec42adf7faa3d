package io.throughline.app.faults;

import io.throughline.app.faults.Node.Death;
import io.throughline.app.faults.Rows.AttemptRow;
import io.throughline.app.faults.Rows.JobRow;
import io.throughline.app.it.Await;
import io.throughline.app.it.collector.ReceivedSpans;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what a load left behind and counts what is wrong with it. */
final class Evidence {

  private static final Duration SPANS_LIMIT = Duration.ofSeconds(30);

  /** Where a database can be asked. */
  interface Database {
    Connection connect() throws SQLException;
  }

  private final Database database;
  private final Objects objects;
  private final Path executions;
  private final ReceivedSpans spans;

  Evidence(Database database, Objects objects, Path executions, ReceivedSpans spans) {
    this.database = database;
    this.objects = objects;
    this.executions = executions;
    this.spans = spans;
  }

  /** How many jobs of a row there are in states that match a regular expression. */
  int count(String row, String states) throws SQLException {
    try (Connection connection = database.connect()) {
      return Rows.count(connection, row, states);
    }
  }

  Rows rows(String row) throws SQLException {
    try (Connection connection = database.connect()) {
      return Rows.read(connection, row);
    }
  }

  /**
   * @param expected the state in which a job is to end, by label; the others are to be completed
   * @param deaths of the processes that worked on the load
   */
  Verdict judge(Load load, Map<String, String> expected, Collection<Death> deaths)
      throws IOException, SQLException {
    Rows rows = rows(load.row());
    return judge(load, rows, expected, deaths).withTraces(traces(rows, deaths));
  }

  /** Judges completed jobs whose spans nobody took. */
  Verdict judgeUntraced(Load load, Collection<Death> deaths) throws IOException, SQLException {
    return judge(load, rows(load.row()), Map.of(), deaths);
  }

  private Verdict judge(
      Load load, Rows rows, Map<String, String> expected, Collection<Death> deaths)
      throws IOException, SQLException {
    Set<String> accepted = new HashSet<>(load.accepted().values());
    int lost = 0;
    for (Map.Entry<String, String> job : load.accepted().entrySet()) {
      JobRow row = rows.jobs().get(job.getValue());
      String end = expected.getOrDefault(job.getKey(), "completed");
      if (row == null || !row.state().equals(end) || end.equals("completed") && !hasResult(row)) {
        lost++;
      }
    }
    Set<String> abandoned = jobsOf(load.abandonedKeys());
    int unexpected =
        (int)
            rows.jobs().keySet().stream()
                .filter(id -> !accepted.contains(id) && !abandoned.contains(id))
                .count();
    int duplicates =
        (int) rows.jobs().values().stream().filter(job -> outcomes(job, "completed") > 1).count();
    return new Verdict(
        load.accepted().size(),
        deaths.size(),
        lost,
        unexpected,
        duplicates,
        repeated(rows),
        reclaim(rows, deaths),
        Traces.Summary.NONE,
        "");
  }

  private boolean hasResult(JobRow job) throws IOException {
    return job.resultKey() != null
        && objects
            .read(job.resultKey())
            .filter(text -> text.contains(job.label() + ";"))
            .isPresent();
  }

  private static long outcomes(JobRow job, String outcome) {
    return job.attempts().stream().filter(attempt -> attempt.outcome().equals(outcome)).count();
  }

  private Set<String> jobsOf(Set<String> keys) throws SQLException {
    Set<String> hashes = keys.stream().map(Evidence::sha256).collect(Collectors.toSet());
    Set<String> jobs = new HashSet<>();
    try (Connection connection = database.connect();
        PreparedStatement query =
            connection.prepareStatement("select key_hash, job_id from idempotency_key");
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        if (hashes.contains(row.getString("key_hash"))) {
          jobs.add(row.getString("job_id"));
        }
      }
    }
    return jobs;
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Executions that began after their stage had been committed. */
  private int repeated(Rows rows) throws IOException {
    Map<String, JobRow> byLabel =
        rows.jobs().values().stream().collect(Collectors.toMap(JobRow::label, j -> j, (a, b) -> a));
    int repeated = 0;
    for (String line : Files.readAllLines(executions)) {
      String[] parts = line.split(" ");
      JobRow job = byLabel.get(parts[0]);
      if (job != null && parts[2].equals("begin")) {
        Instant committed = job.stagesCommitted().get(parts[1]);
        if (committed != null
            && Instant.ofEpochMilli(Long.parseLong(parts[3])).isAfter(committed)) {
          repeated++;
        }
      }
    }
    return repeated;
  }

  private static Duration reclaim(Rows rows, Collection<Death> deaths) {
    Duration longest = Duration.ZERO;
    for (JobRow job : rows.jobs().values()) {
      for (int i = 0; i + 1 < job.attempts().size(); i++) {
        AttemptRow attempt = job.attempts().get(i);
        Instant next = job.attempts().get(i + 1).started();
        if (attempt.outcome().equals("crashed")) {
          Duration took =
              deaths.stream()
                  .filter(death -> attempt.node().startsWith(death.node() + "-"))
                  .map(Death::at)
                  .filter(at -> at.isAfter(attempt.started()))
                  .min(Instant::compareTo)
                  .map(at -> Duration.between(at, next))
                  .orElse(Duration.ZERO);
          longest = took.compareTo(longest) > 0 ? took : longest;
        }
      }
    }
    return longest;
  }

  /** Waits for the last spans, which leave the nodes in batches. */
  private Traces.Summary traces(Rows rows, Collection<Death> deaths) {
    Set<String> killed = deaths.stream().map(Death::process).collect(Collectors.toSet());
    List<Traces.Summary> last = new java.util.ArrayList<>();
    try {
      Await.until(
          "the traces are whole",
          SPANS_LIMIT,
          () -> {
            last.clear();
            last.add(new Traces(spans.all(), killed).judge(rows.jobs().values()));
            return last.get(0).broken().isEmpty();
          });
    } catch (AssertionError late) {
      // the summary says what is wrong
    }
    return last.get(0);
  }
}
