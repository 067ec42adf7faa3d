package io.throughline.inference.control;

import io.throughline.job.api.InvalidRequestException;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What a speech job was asked to do; kept as JSON in the job row.
 *
 * @param language ISO 639-1 code, or empty to let the engine decide
 * @param translate true to translate to English
 * @param align true to time every word
 * @param diarize true to find out who speaks
 * @param channels how many channels are transcribed apart, each as a speaker; 0 if they are mixed
 * @param summarize true to have a language model sum up what was said
 * @param minSpeakers at least so many speakers
 * @param maxSpeakers at most so many speakers
 * @param duration seconds of audio as probed
 * @param codec as probed
 * @param given results of stages that the caller has already
 */
public record SpeechParameters(
    Optional<String> language,
    boolean translate,
    Optional<String> prompt,
    List<String> vocabulary,
    boolean align,
    boolean diarize,
    int channels,
    boolean summarize,
    OptionalInt minSpeakers,
    OptionalInt maxSpeakers,
    double duration,
    String codec,
    Given given) {

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  /**
   * Results that the caller sends along instead of having them made, as JSON of {@link SpeechJson}.
   *
   * @param transcription segments of text, with or without words
   * @param diarization turns
   */
  public record Given(Optional<String> transcription, Optional<String> diarization) {

    /** Nothing is given. */
    public static Given nothing() {
      return new Given(Optional.empty(), Optional.empty());
    }
  }

  public SpeechParameters {
    vocabulary = List.copyOf(vocabulary);
    if (minSpeakers.isPresent()
        && maxSpeakers.isPresent()
        && minSpeakers.getAsInt() > maxSpeakers.getAsInt()) {
      throw new InvalidRequestException("min_speakers", "must not be more than max_speakers");
    }
  }

  /** The words of a comma-separated list, without blanks. */
  public static List<String> words(String list) {
    return Stream.of(list.split(",")).map(String::strip).filter(w -> !w.isEmpty()).toList();
  }

  /** The parameters as a speech job's row keeps them. */
  public String toJson() {
    JsonArrayBuilder words = JSON.createArrayBuilder();
    vocabulary.forEach(words::add);
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("translate", translate)
            .add("align", align)
            .add("diarize", diarize)
            .add("vocabulary", words)
            .add("duration", duration)
            .add("codec", codec);
    if (channels > 0) {
      json.add("channels", channels);
    }
    if (summarize) {
      json.add("summarize", true);
    }
    given.transcription().ifPresent(value -> json.add("transcription", value));
    given.diarization().ifPresent(value -> json.add("diarization", value));
    language.ifPresent(value -> json.add("language", value));
    prompt.ifPresent(value -> json.add("prompt", value));
    minSpeakers.ifPresent(value -> json.add("min_speakers", value));
    maxSpeakers.ifPresent(value -> json.add("max_speakers", value));
    return json.build().toString();
  }

  /** Reads the parameters of a speech job's row. */
  public static SpeechParameters of(String text) {
    try (JsonReader reader = JSON.createReader(new StringReader(text))) {
      JsonObject json = reader.readObject();
      return new SpeechParameters(
          Optional.ofNullable(json.getString("language", null)),
          json.getBoolean("translate"),
          Optional.ofNullable(json.getString("prompt", null)),
          json.getJsonArray("vocabulary").getValuesAs(JsonString::getString),
          json.getBoolean("align"),
          json.getBoolean("diarize"),
          json.getInt("channels", 0),
          json.getBoolean("summarize", false),
          number(json, "min_speakers"),
          number(json, "max_speakers"),
          json.getJsonNumber("duration").doubleValue(),
          json.getString("codec"),
          new Given(
              Optional.ofNullable(json.getString("transcription", null)),
              Optional.ofNullable(json.getString("diarization", null))));
    }
  }

  private static OptionalInt number(JsonObject json, String name) {
    return json.containsKey(name) ? OptionalInt.of(json.getInt(name)) : OptionalInt.empty();
  }
}
