package io.throughline.realtime.boundary;

import io.throughline.inference.api.Word;
import io.throughline.realtime.control.Message;
import io.throughline.realtime.control.StreamParameters;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import java.util.List;
import java.util.stream.Collectors;

/** Messages as clients of Dalston's API read them. */
final class MessageJson {

  /** Looked up once: {@code Json} searches the class path for its provider at every call. */
  private static final JsonProvider JSON = JsonProvider.provider();

  private MessageJson() {}

  static JsonObject of(Message message) {
    if (message instanceof Message.SessionBegin begin) {
      return begin(begin).build();
    } else if (message instanceof Message.Speech speech) {
      return typed(speech.begins() ? "vad.speech_start" : "vad.speech_end")
          .add("timestamp", seconds(speech.timestamp()))
          .build();
    } else if (message instanceof Message.Said said) {
      return said(said).build();
    } else if (message instanceof Message.Lag lag) {
      return lag(lag).build();
    } else if (message instanceof Message.Problem problem) {
      return problem(problem).build();
    }
    return end((Message.SessionEnd) message).build();
  }

  private static JsonObjectBuilder typed(String type) {
    return JSON.createObjectBuilder().add("type", type);
  }

  private static JsonObjectBuilder begin(Message.SessionBegin begin) {
    StreamParameters parameters = begin.parameters();
    JsonObjectBuilder json =
        typed("session.begin")
            .add("session_id", begin.sessionId())
            .add(
                "config",
                JSON.createObjectBuilder()
                    .add("sample_rate", parameters.format().sampleRate())
                    .add("encoding", parameters.format().encoding().id())
                    .add("channels", parameters.format().channels())
                    .add("language", parameters.language().orElse("auto"))
                    .add("model", begin.engine())
                    .add("enable_vad", parameters.vad())
                    .add("interim_results", parameters.interim())
                    .add("word_timestamps", parameters.words()));
    return begin.traceId().isEmpty() ? json : json.add("trace_id", begin.traceId());
  }

  private static JsonObjectBuilder said(Message.Said said) {
    JsonObjectBuilder json =
        typed(said.last() ? "transcript.final" : "transcript.partial")
            .add("text", said.text())
            .add("start", seconds(said.start()))
            .add("end", seconds(said.end()));
    said.confidence().ifPresent(confidence -> json.add("confidence", seconds(confidence)));
    said.words().ifPresent(words -> json.add("words", words(words)));
    return json;
  }

  private static JsonArrayBuilder words(List<Word> words) {
    JsonArrayBuilder list = JSON.createArrayBuilder();
    for (Word word : words) {
      JsonObjectBuilder json =
          JSON.createObjectBuilder()
              .add("word", word.text())
              .add("start", seconds(word.start()))
              .add("end", seconds(word.end()));
      if (!Double.isNaN(word.confidence())) {
        json.add("confidence", seconds(word.confidence()));
      }
      list.add(json);
    }
    return list;
  }

  private static JsonObjectBuilder lag(Message.Lag lag) {
    return typed("warning")
        .add("code", "processing_lag")
        .add("message", "The server lags behind what is spoken")
        .add("lag_seconds", seconds(lag.seconds()))
        .add("warning_threshold_seconds", seconds(lag.warning()))
        .add("hard_threshold_seconds", seconds(lag.limit()));
  }

  private static JsonObjectBuilder problem(Message.Problem problem) {
    JsonObjectBuilder json =
        typed("error").add("code", problem.code()).add("message", problem.text());
    problem.parameter().ifPresent(parameter -> json.add("param", parameter));
    return json.add("recoverable", problem.recoverable());
  }

  private static JsonObjectBuilder end(Message.SessionEnd end) {
    JsonArrayBuilder segments = JSON.createArrayBuilder();
    for (Message.Said said : end.said()) {
      segments.add(
          JSON.createObjectBuilder()
              .add("start", seconds(said.start()))
              .add("end", seconds(said.end()))
              .add("text", said.text()));
    }
    return typed("session.end")
        .add("session_id", end.sessionId())
        .add("total_duration", seconds(end.duration()))
        .add("total_speech_duration", seconds(end.speech()))
        .add(
            "transcript",
            end.said().stream().map(Message.Said::text).collect(Collectors.joining(" ")))
        .add("segments", segments);
  }

  /** To the millisecond. */
  private static double seconds(double seconds) {
    return Math.round(seconds * 1000) / 1000.0;
  }
}
