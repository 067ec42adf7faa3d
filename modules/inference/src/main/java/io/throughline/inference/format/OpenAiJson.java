package io.throughline.inference.format;

import io.throughline.inference.api.Transcript;
import io.throughline.inference.api.Transcript.Segment;
import io.throughline.inference.api.Transcript.SpokenWord;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;

/** OpenAI's json, verbose_json and diarized_json (API reference, "Create transcription"). */
final class OpenAiJson {

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private OpenAiJson() {}

  static String plain(Transcript transcript) {
    return JSON.createObjectBuilder()
        .add("text", transcript.text())
        .add("usage", usage(transcript))
        .build()
        .toString();
  }

  static String verbose(Transcript transcript) {
    JsonArrayBuilder segments = JSON.createArrayBuilder();
    JsonArrayBuilder words = JSON.createArrayBuilder();
    for (Segment segment : transcript.segments()) {
      segments.add(verboseSegment(segment));
      segment.words().forEach(word -> words.add(word(word)));
    }
    return JSON.createObjectBuilder()
        .add("task", "transcribe")
        .add("language", transcript.language())
        .add("duration", transcript.duration())
        .add("text", transcript.text())
        .add("segments", segments)
        .add("words", words)
        .add("usage", usage(transcript))
        .build()
        .toString();
  }

  static String diarized(Transcript transcript) {
    JsonArrayBuilder segments = JSON.createArrayBuilder();
    for (Segment segment : transcript.segments()) {
      segments.add(segment(segment));
    }
    return JSON.createObjectBuilder()
        .add("task", "transcribe")
        .add("duration", transcript.duration())
        .add("text", transcript.text())
        .add("segments", segments)
        .add("usage", usage(transcript))
        .build()
        .toString();
  }

  /** A segment with its times and speaker; also an event of its own. */
  static JsonObject segment(Segment segment) {
    return JSON.createObjectBuilder()
        .add("type", "transcript.text.segment")
        .add("id", "seg_" + segment.id())
        .add("start", segment.start())
        .add("end", segment.end())
        .add("text", segment.text())
        .add("speaker", segment.speaker().orElse("SPEAKER_00"))
        .build();
  }

  static JsonObject delta(String text) {
    return JSON.createObjectBuilder()
        .add("type", "transcript.text.delta")
        .add("delta", text)
        .build();
  }

  static JsonObject done(Transcript transcript) {
    return JSON.createObjectBuilder()
        .add("type", "transcript.text.done")
        .add("text", transcript.text())
        .add("usage", usage(transcript))
        .build();
  }

  private static JsonObjectBuilder verboseSegment(Segment segment) {
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("id", segment.id())
            .add("seek", 0)
            .add("start", segment.start())
            .add("end", segment.end())
            .add("text", segment.text())
            .add("tokens", JSON.createArrayBuilder())
            .add("temperature", 0.0)
            .add("avg_logprob", 0.0)
            .add("compression_ratio", 1.0)
            .add("no_speech_prob", 0.0);
    segment.speaker().ifPresent(speaker -> json.add("speaker", speaker));
    return json;
  }

  private static JsonObjectBuilder word(SpokenWord spoken) {
    return JSON.createObjectBuilder()
        .add("word", spoken.word().text())
        .add("start", spoken.word().start())
        .add("end", spoken.word().end());
  }

  private static JsonObjectBuilder usage(Transcript transcript) {
    return JSON.createObjectBuilder()
        .add("type", "duration")
        .add("seconds", (long) Math.ceil(transcript.duration()));
  }
}
