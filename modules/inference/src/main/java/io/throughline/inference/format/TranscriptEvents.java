package io.throughline.inference.format;

import io.throughline.inference.api.Transcript;
import io.throughline.inference.api.Transcript.Segment;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A transcript as the server-sent events of OpenAI's audio API with {@code stream=true}: one for
 * each segment, and {@code transcript.text.done} with the whole text. The engines here give a
 * segment only when all are known, so the events come together.
 *
 * @param diarized true for segments with times and speakers, false for pieces of text
 */
public record TranscriptEvents(boolean diarized) implements Rendition {

  @Override
  public String mediaType() {
    return "text/event-stream";
  }

  @Override
  public String render(Transcript transcript) {
    List<Segment> segments = transcript.segments();
    List<JsonObject> events =
        IntStream.range(0, segments.size())
            .mapToObj(i -> diarized ? OpenAiJson.segment(segments.get(i)) : delta(segments, i))
            .collect(Collectors.toCollection(ArrayList::new));
    events.add(OpenAiJson.done(transcript));
    return events.stream().map(event -> "data: " + event + "\n\n").collect(Collectors.joining());
  }

  /** Deltas put together are the text. */
  private static JsonObject delta(List<Segment> segments, int index) {
    return OpenAiJson.delta((index == 0 ? "" : " ") + segments.get(index).text());
  }
}
