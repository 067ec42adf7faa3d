package io.throughline.app.it;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A trace file from somebody who means ill: names, values and ids that would be code as HTML. */
final class HostileTrace {

  static final String TRACE_ID = "badbadbadbadbadbadbadbadbadbad00";
  private static final String SCRIPT = "<script>document.title='owned'</script>";

  private HostileTrace() {}

  static Path write(Path file, String name) throws IOException {
    JsonArrayBuilder spans =
        Json.createArrayBuilder()
            .add(span("1", "", name).add("tags", tags(name)).add("logs", logs(name)))
            .add(span("\"><script>", "1", SCRIPT).add("tags", tags("javascript:alert(1)")))
            .add(span("__proto__", "1", "gpu.kernel " + SCRIPT))
            .add(span("3", "3", "my own parent"));
    String json =
        Json.createObjectBuilder()
            .add(
                "data",
                Json.createArrayBuilder()
                    .add(
                        Json.createObjectBuilder()
                            .add("traceID", TRACE_ID)
                            .add("spans", spans)
                            .add(
                                "processes",
                                Json.createObjectBuilder()
                                    .add(
                                        "p1",
                                        Json.createObjectBuilder().add("serviceName", SCRIPT)))))
            .build()
            .toString();
    return Files.writeString(file, json);
  }

  private static JsonObjectBuilder span(String id, String parent, String name) {
    JsonArrayBuilder references = Json.createArrayBuilder();
    if (!parent.isEmpty()) {
      references.add(
          Json.createObjectBuilder()
              .add("refType", "CHILD_OF")
              .add("traceID", TRACE_ID)
              .add("spanID", parent));
    }
    references.add(
        Json.createObjectBuilder()
            .add("refType", "FOLLOWS_FROM")
            .add("traceID", "javascript:alert(1)")
            .add("spanID", SCRIPT));
    return Json.createObjectBuilder()
        .add("traceID", TRACE_ID)
        .add("spanID", id)
        .add("operationName", name)
        .add("references", references)
        .add("startTime", 1_795_000_000_000_000L)
        .add("duration", 1000)
        .add("processID", "p1");
  }

  private static JsonArrayBuilder tags(String value) {
    return Json.createArrayBuilder().add(tag(SCRIPT, value)).add(tag("job.id", value));
  }

  private static JsonArrayBuilder logs(String value) {
    return Json.createArrayBuilder()
        .add(
            Json.createObjectBuilder()
                .add("timestamp", 1_795_000_000_000_100L)
                .add("fields", Json.createArrayBuilder().add(tag("event", value))));
  }

  private static JsonObjectBuilder tag(String key, String value) {
    return Json.createObjectBuilder().add("key", key).add("type", "string").add("value", value);
  }
}
