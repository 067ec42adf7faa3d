package io.throughline.inference.llm;

import io.throughline.testing.server.LanguageServer;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** How tests reach a language model's server. */
final class TestServers {

  private TestServers() {}

  static OpenAiServer at(LanguageServer server, Duration limit) {
    return at(server, limit, Optional.of("sk-secret"));
  }

  static OpenAiServer at(LanguageServer server, Duration limit, Optional<String> key) {
    return new OpenAiServer(URI.create(server.url()), "tiny", key, "openai", limit, false);
  }
}
