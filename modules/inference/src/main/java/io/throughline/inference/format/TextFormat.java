package io.throughline.inference.format;

import io.throughline.inference.api.Transcript;
import java.util.stream.Collectors;

/** Plain text, one line per segment, with the speaker in front where known. */
final class TextFormat {

  private TextFormat() {}

  static String render(Transcript transcript) {
    return transcript.segments().stream()
        .map(s -> s.speaker().map(name -> name + ": ").orElse("") + s.text())
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
