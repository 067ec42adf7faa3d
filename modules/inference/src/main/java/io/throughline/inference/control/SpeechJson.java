package io.throughline.inference.control;

import io.throughline.inference.api.Alignment;
import io.throughline.inference.api.Diarization;
import io.throughline.inference.api.Transcript;
import io.throughline.inference.api.Transcript.SpokenWord;
import io.throughline.inference.api.Transcription;
import io.throughline.inference.api.Word;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.InputStream;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Stage outputs and transcripts as JSON and back; times in seconds, rounded to milliseconds. */
public final class SpeechJson {

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private SpeechJson() {}

  /** Reads back with {@link #transcription}. */
  public static String write(Transcription transcription) {
    return JSON.createObjectBuilder()
        .add("language", transcription.language())
        .add("segments", array(transcription.segments(), SpeechJson::segment))
        .build()
        .toString();
  }

  static Transcription transcription(String text) {
    JsonObject json = parse(text);
    return new Transcription(json.getString("language"), segments(json));
  }

  static String write(Alignment alignment) {
    return JSON.createObjectBuilder()
        .add("unaligned", alignment.unaligned())
        .add("segments", array(alignment.segments(), SpeechJson::segment))
        .build()
        .toString();
  }

  static Alignment alignment(String text) {
    JsonObject json = parse(text);
    return new Alignment(segments(json), json.getInt("unaligned"));
  }

  /** Reads back with {@link #diarization}. */
  public static String write(Diarization diarization) {
    return JSON.createObjectBuilder()
        .add("turns", array(diarization.turns(), SpeechJson::turn))
        .build()
        .toString();
  }

  static Diarization diarization(String text) {
    return new Diarization(
        objects(parse(text).getJsonArray("turns"))
            .map(
                t ->
                    new Diarization.Turn(
                        number(t, "start"), number(t, "end"), t.getString("speaker")))
            .toList());
  }

  /** The transcript as the API shows it: text, language, duration, segments, speakers, summary. */
  public static JsonObject json(Transcript transcript) {
    JsonArrayBuilder speakers = JSON.createArrayBuilder();
    transcript.speakers().forEach(speakers::add);
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("text", transcript.text())
            .add("language", transcript.language())
            .add("duration", millis(transcript.duration()))
            .add("segments", array(transcript.segments(), SpeechJson::segment))
            .add("speakers", speakers);
    transcript.summary().ifPresent(summary -> json.add("summary", summary));
    return json.build();
  }

  /** Reads what {@link #json} made. */
  public static Transcript transcript(InputStream in) {
    try (JsonReader reader = JSON.createReader(in)) {
      return transcript(reader.readObject());
    }
  }

  static Transcript transcript(String text) {
    return transcript(parse(text));
  }

  private static Transcript transcript(JsonObject json) {
    return new Transcript(
        json.getString("language"),
        number(json, "duration"),
        objects(json.getJsonArray("segments"))
            .map(
                s ->
                    new Transcript.Segment(
                        s.getInt("id"),
                        number(s, "start"),
                        number(s, "end"),
                        s.getString("text"),
                        Optional.ofNullable(s.getString("speaker", null)),
                        objects(s.getJsonArray("words"))
                            .map(
                                w ->
                                    new SpokenWord(
                                        word(w), Optional.ofNullable(w.getString("speaker", null))))
                            .toList()))
            .toList(),
        json.getJsonArray("speakers").getValuesAs(JsonString::getString),
        Optional.ofNullable(json.getString("summary", null)));
  }

  private static JsonObjectBuilder segment(Transcript.Segment segment) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("id", segment.id())
            .add("start", millis(segment.start()))
            .add("end", millis(segment.end()))
            .add("text", segment.text());
    segment.speaker().ifPresent(speaker -> json.add("speaker", speaker));
    return json.add("words", array(segment.words(), SpeechJson::word));
  }

  private static JsonObjectBuilder word(SpokenWord spoken) {
    JsonObjectBuilder json = word(spoken.word());
    spoken.speaker().ifPresent(speaker -> json.add("speaker", speaker));
    return json;
  }

  private static JsonObjectBuilder segment(Transcription.Segment segment) {
    return JSON.createObjectBuilder()
        .add("start", millis(segment.start()))
        .add("end", millis(segment.end()))
        .add("text", segment.text())
        .add("words", array(segment.words(), SpeechJson::word));
  }

  private static List<Transcription.Segment> segments(JsonObject json) {
    return objects(json.getJsonArray("segments"))
        .map(
            s ->
                new Transcription.Segment(
                    number(s, "start"),
                    number(s, "end"),
                    s.getString("text"),
                    objects(s.getJsonArray("words")).map(SpeechJson::word).toList()))
        .toList();
  }

  private static JsonObjectBuilder word(Word word) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("word", word.text())
            .add("start", millis(word.start()))
            .add("end", millis(word.end()));
    if (!Double.isNaN(word.confidence())) {
      json.add("confidence", millis(word.confidence()));
    }
    return json;
  }

  private static Word word(JsonObject json) {
    return new Word(
        json.getString("word"),
        number(json, "start"),
        number(json, "end"),
        json.containsKey("confidence") ? number(json, "confidence") : Double.NaN);
  }

  private static JsonObjectBuilder turn(Diarization.Turn turn) {
    return JSON.createObjectBuilder()
        .add("start", millis(turn.start()))
        .add("end", millis(turn.end()))
        .add("speaker", turn.speaker());
  }

  private static <T> JsonArrayBuilder array(List<T> items, Function<T, JsonObjectBuilder> json) {
    JsonArrayBuilder array = JSON.createArrayBuilder();
    items.forEach(item -> array.add(json.apply(item)));
    return array;
  }

  private static java.util.stream.Stream<JsonObject> objects(JsonArray array) {
    return array.stream().map(JsonValue::asJsonObject);
  }

  private static double number(JsonObject json, String name) {
    return json.getJsonNumber(name).doubleValue();
  }

  private static double millis(double seconds) {
    return Math.round(seconds * 1000) / 1000.0;
  }

  private static JsonObject parse(String text) {
    try (JsonReader reader = JSON.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }
}
