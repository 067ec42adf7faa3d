package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;

/** Asserts that an answer is a problem as RFC 9457 and our contract have it. */
final class Problems {

  private static final String TYPE_BASE = "https://throughline.dev/problems/";

  private Problems() {}

  /**
   * @param type last part of the problem type
   * @param field the field at fault, or null
   */
  static void assertProblem(Answer answer, int status, String type, String field) {
    assertThat(answer.status()).describedAs("%s", answer).isEqualTo(status);
    assertThat(answer.header("Content-Type")).hasValue("application/problem+json");
    JsonObject problem = answer.json();
    assertThat(problem)
        .containsOnlyKeys(
            field == null
                ? new String[] {
                  "type", "title", "status", "detail", "instance", "request_id", "trace_id", "error"
                }
                : new String[] {
                  "type",
                  "title",
                  "status",
                  "detail",
                  "instance",
                  "request_id",
                  "trace_id",
                  "errors",
                  "error"
                });
    assertThat(problem.getString("type")).isEqualTo(TYPE_BASE + type);
    assertThat(problem.getInt("status")).isEqualTo(status);
    assertThat(problem.getString("title")).isNotBlank();
    assertThat(problem.getString("detail")).isNotBlank();
    assertThat(problem.getString("instance")).startsWith("/");
    assertThat(answer.header("X-Request-Id")).hasValue(problem.getString("request_id"));
    assertThat(answer.header("X-Trace-Id")).hasValue(problem.getString("trace_id"));
    assertThat(problem.getString("trace_id")).matches("[0-9a-f]{32}");
    assertThat(answer.text()).doesNotContain("java.", "Exception", "\tat ");
    if (field != null) {
      assertThat(problem.getJsonArray("errors").getValuesAs(JsonValue::asJsonObject))
          .extracting(error -> error.getString("field"))
          .containsExactly(field);
    }
  }
}
