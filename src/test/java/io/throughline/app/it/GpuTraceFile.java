package io.throughline.app.it;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A trace file of a picture job on a graphics card: a millisecond, of which the card worked 0.4.
 */
final class GpuTraceFile {

  private static final String TRACE_ID = "c0ffee00000000000000000000000001";
  private static final long START = 1_795_000_000_000_000L;

  private GpuTraceFile() {}

  static Path write(Path file) throws IOException {
    JsonArrayBuilder spans =
        Json.createArrayBuilder()
            .add(span("1", "", "process_job.upscale", 0, 1000))
            .add(span("2", "1", "engine.cuda.process", 50, 900))
            .add(span("3", "2", "gpu.transfer h2d", 100, 100))
            .add(span("4", "2", "gpu.kernel resize_rows_u8", 300, 200))
            .add(span("5", "2", "gpu.transfer d2h", 700, 100));
    JsonObjectBuilder trace =
        Json.createObjectBuilder()
            .add("traceID", TRACE_ID)
            .add("spans", spans)
            .add(
                "processes",
                Json.createObjectBuilder()
                    .add("p1", Json.createObjectBuilder().add("serviceName", "throughline")));
    return Files.writeString(
        file,
        Json.createObjectBuilder()
            .add("data", Json.createArrayBuilder().add(trace))
            .build()
            .toString());
  }

  private static JsonObjectBuilder span(
      String id, String parent, String name, int after, int micros) {
    JsonArrayBuilder references = Json.createArrayBuilder();
    if (!parent.isEmpty()) {
      references.add(
          Json.createObjectBuilder()
              .add("refType", "CHILD_OF")
              .add("traceID", TRACE_ID)
              .add("spanID", parent));
    }
    return Json.createObjectBuilder()
        .add("traceID", TRACE_ID)
        .add("spanID", id)
        .add("operationName", name)
        .add("references", references)
        .add("startTime", START + after)
        .add("duration", micros)
        .add("processID", "p1");
  }
}
