package io.throughline.inference.llm;

import io.throughline.inference.api.Transcript;
import io.throughline.inference.control.Summarizer;
import io.throughline.inference.remote.RemoteServerException;
import io.throughline.telemetry.api.OutageLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@link Summarizer} by chat completions. What is too long for one question is summed up in parts,
 * and the parts' summaries again.
 */
final class ChatSummarizer implements Summarizer {

  /** Characters of a part, some 3,000 tokens: fits models with a context of 4,096. */
  private static final int PART = 12_000;

  private static final String WORK = "summing up transcripts, which are stored without a summary,";

  private final Optional<ChatCompletions> chat;
  private final OutageLog outages;
  private final int part;

  /**
   * @param chat empty if no server is configured
   */
  ChatSummarizer(Optional<ChatCompletions> chat, OutageLog outages) {
    this(chat, outages, PART);
  }

  ChatSummarizer(Optional<ChatCompletions> chat, OutageLog outages, int part) {
    this.chat = chat;
    this.outages = outages;
    this.part = part;
  }

  @Override
  public boolean isPresent() {
    return chat.isPresent();
  }

  @Override
  public Optional<String> summarize(Transcript transcript) {
    List<String> lines = transcript.segments().stream().map(ChatSummarizer::line).toList();
    if (chat.isEmpty() || transcript.text().isBlank()) {
      return Optional.empty();
    }
    try {
      String summary = summary(lines, chat.get());
      outages.worked(WORK);
      return Optional.of(summary);
    } catch (RemoteServerException e) {
      outages.failed(WORK, e);
      return Optional.empty();
    }
  }

  private static String line(Transcript.Segment segment) {
    return segment.speaker().map(speaker -> speaker + ": ").orElse("") + segment.text();
  }

  private String summary(List<String> lines, ChatCompletions model) {
    List<String> parts = parts(lines);
    List<String> summaries = parts.stream().map(text -> ask(text, model)).toList();
    // parts that do not get fewer would go round for ever
    return summaries.size() == 1
        ? summaries.get(0)
        : parts(summaries).size() < parts.size()
            ? summary(summaries, model)
            : String.join("\n", summaries);
  }

  private static String ask(String text, ChatCompletions model) {
    return AnswerText.of(model.complete(SummaryPrompt.of(text)));
  }

  /** Whole lines as far as they fit; longer ones are cut. */
  private List<String> parts(List<String> lines) {
    List<String> parts = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    for (String line : lines) {
      for (int from = 0; from < line.length(); from += part) {
        String piece = line.substring(from, Math.min(line.length(), from + part));
        if (open.length() + piece.length() > part && !open.isEmpty()) {
          parts.add(open.toString());
          open.setLength(0);
        }
        open.append(open.isEmpty() ? "" : "\n").append(piece);
      }
    }
    parts.add(open.toString());
    return parts;
  }
}
