package io.throughline.app.faults;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the database says of the jobs of one load, read past the server. */
record Rows(Map<String, JobRow> jobs) {

  record JobRow(
      String id,
      String label,
      String state,
      String traceId,
      String span,
      String resultKey,
      int crashes,
      int errors,
      List<AttemptRow> attempts,
      Map<String, Instant> stagesCommitted) {}

  record AttemptRow(
      int attempt, String node, String span, String outcome, Instant started, Instant finished) {}

  /** Reads the jobs whose label begins with a row's name. */
  static Rows read(Connection database, String row) throws SQLException {
    Map<String, JobRow> jobs = new LinkedHashMap<>();
    try (PreparedStatement query =
        database.prepareStatement("select * from job where parameters like ? order by id")) {
      query.setString(1, "%\"prompt\":\"" + row + "-%");
      try (ResultSet found = query.executeQuery()) {
        while (found.next()) {
          jobs.put(found.getString("id"), job(found));
        }
      }
    }
    attempts(database, jobs);
    stages(database, jobs);
    return new Rows(jobs);
  }

  static int count(Connection database, String row, String states) throws SQLException {
    try (PreparedStatement query =
        database.prepareStatement(
            "select count(*) from job where parameters like ? and state ~ ?")) {
      query.setString(1, "%\"prompt\":\"" + row + "-%");
      query.setString(2, "^(" + states + ")$");
      try (ResultSet found = query.executeQuery()) {
        found.next();
        return found.getInt(1);
      }
    }
  }

  private static JobRow job(ResultSet row) throws SQLException {
    return new JobRow(
        row.getString("id"),
        json(row.getString("parameters")).getString("prompt").split(";")[0],
        row.getString("state"),
        row.getString("trace_id"),
        span(row.getString("trace_carrier")),
        row.getString("result_key"),
        row.getInt("crash_count"),
        row.getInt("error_count"),
        new ArrayList<>(),
        new LinkedHashMap<>());
  }

  private static void attempts(Connection database, Map<String, JobRow> jobs) throws SQLException {
    try (PreparedStatement query =
            database.prepareStatement("select * from job_attempt order by job_id, attempt");
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        JobRow job = jobs.get(row.getString("job_id"));
        if (job != null) {
          job.attempts()
              .add(
                  new AttemptRow(
                      row.getInt("attempt"),
                      row.getString("node"),
                      span(row.getString("trace_carrier")),
                      row.getString("outcome"),
                      instant(row, "started_at"),
                      instant(row, "finished_at")));
        }
      }
    }
  }

  private static void stages(Connection database, Map<String, JobRow> jobs) throws SQLException {
    try (PreparedStatement query =
            database.prepareStatement(
                "select * from job_stage where output is not null and state = 'completed'");
        ResultSet row = query.executeQuery()) {
      while (row.next()) {
        JobRow job = jobs.get(row.getString("job_id"));
        if (job != null) {
          job.stagesCommitted().put(row.getString("name"), instant(row, "finished_at"));
        }
      }
    }
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  /** The span inside a carrier. */
  private static String span(String carrier) {
    String traceparent = json(carrier).getString("traceparent", "");
    return traceparent.isEmpty() ? "" : traceparent.split("-")[2];
  }

  private static JsonObject json(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }
}
