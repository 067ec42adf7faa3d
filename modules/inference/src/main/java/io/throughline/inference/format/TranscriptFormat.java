package io.throughline.inference.format;

import io.throughline.inference.api.Transcript;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The forms a transcript can be answered in, named as OpenAI's audio API names them. */
public enum TranscriptFormat implements Rendition {
  JSON("application/json", OpenAiJson::plain),
  TEXT("text/plain; charset=utf-8", TextFormat::render),
  SRT("application/x-subrip; charset=utf-8", SubtitleFormat::srt),
  VTT("text/vtt; charset=utf-8", SubtitleFormat::vtt),
  VERBOSE_JSON("application/json", OpenAiJson::verbose),
  DIARIZED_JSON("application/json", OpenAiJson::diarized);

  private final String mediaType;
  private final java.util.function.Function<Transcript, String> renderer;

  TranscriptFormat(String mediaType, java.util.function.Function<Transcript, String> renderer) {
    this.mediaType = mediaType;
    this.renderer = renderer;
  }

  /** The format with this name; {@code txt} is another name of {@code text}. */
  public static Optional<TranscriptFormat> of(String name) {
    String wanted = name.equals("txt") ? "text" : name;
    return Stream.of(values()).filter(format -> format.id().equals(wanted)).findFirst();
  }

  /** Lower-case name, e.g. {@code verbose_json}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String mediaType() {
    return mediaType;
  }

  @Override
  public String render(Transcript transcript) {
    return renderer.apply(transcript);
  }
}
