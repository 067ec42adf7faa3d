package io.throughline.inference.boundary.whisperx;

import io.throughline.inference.api.Diarization;
import io.throughline.inference.api.Transcription;
import io.throughline.inference.api.Word;
import io.throughline.inference.control.SpeechJson;
import io.throughline.inference.control.SpeechParameters.Given;
import io.throughline.job.api.InvalidRequestException;
import io.throughline.upload.api.ReceivedForm;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The JSON files that WhisperX-FastAPI's clients send along. */
final class GivenDocuments {

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private static final String TRANSCRIPT = "aligned_transcript";
  private static final String DIARIZATION = "diarization_result";

  private GivenDocuments() {}

  static Given transcript(ReceivedForm form, String part) {
    return new Given(Optional.of(SpeechJson.write(transcription(form, part))), Optional.empty());
  }

  static Given both(ReceivedForm form) {
    return new Given(
        Optional.of(SpeechJson.write(transcription(form, TRANSCRIPT))),
        Optional.of(SpeechJson.write(diarization(form))));
  }

  /** Where the transcript ends, in seconds. */
  static double duration(ReceivedForm form) {
    return transcription(form, TRANSCRIPT).segments().stream()
        .mapToDouble(Transcription.Segment::end)
        .max()
        .orElse(0);
  }

  private static Transcription transcription(ReceivedForm form, String part) {
    return read(
        form,
        part,
        "must be JSON with segments of start, end and text",
        json -> {
          JsonObject object = json.asJsonObject();
          return new Transcription(
              object.getString("language", "en"),
              object.getJsonArray("segments").stream()
                  .map(JsonValue::asJsonObject)
                  .map(GivenDocuments::segment)
                  .toList());
        });
  }

  private static Diarization diarization(ReceivedForm form) {
    return read(
        form,
        DIARIZATION,
        "must be a JSON list of start, end and speaker",
        json ->
            new Diarization(
                json.asJsonArray().stream()
                    .map(JsonValue::asJsonObject)
                    .map(
                        t ->
                            new Diarization.Turn(
                                number(t, "start"), number(t, "end"), t.getString("speaker")))
                    .toList()));
  }

  private static Transcription.Segment segment(JsonObject json) {
    JsonArray words =
        json.containsKey("words") ? json.getJsonArray("words") : JsonValue.EMPTY_JSON_ARRAY;
    double start = number(json, "start");
    double end = number(json, "end");
    List<Word> timed =
        words.stream()
            .map(JsonValue::asJsonObject)
            .map(
                w ->
                    new Word(
                        w.getString("word"),
                        w.containsKey("start") ? number(w, "start") : start,
                        w.containsKey("end") ? number(w, "end") : end,
                        w.containsKey("score") ? number(w, "score") : Double.NaN))
            .toList();
    return new Transcription.Segment(start, end, json.getString("text").strip(), timed);
  }

  private static double number(JsonObject json, String name) {
    return json.getJsonNumber(name).doubleValue();
  }

  private static <T> T read(
      ReceivedForm form, String part, String shape, Function<JsonStructure, T> reading) {
    String text =
        form.field(part).orElseThrow(() -> new InvalidRequestException(part, "is missing"));
    try (JsonReader reader = JSON.createReader(new StringReader(text))) {
      return reading.apply(reader.read());
    } catch (RuntimeException e) {
      // Wrong types, missing members, and nesting that is too deep, for which the parser has no
      // type.
      throw new InvalidRequestException(part, shape);
    }
  }
}
