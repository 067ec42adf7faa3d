package io.throughline.inference.llm;

import io.throughline.inference.control.TextEmbedder;
import java.util.Optional;

/**
 * The language models that this server can ask.
 *
 * @param chat empty if no server is configured
 * @param embedding what embeds texts: an engine of this server, or another server
 */
public record LanguageModels(Optional<ChatCompletions> chat, TextEmbedder embedding) {}
