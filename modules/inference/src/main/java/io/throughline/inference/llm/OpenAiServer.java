package io.throughline.inference.llm;

import io.throughline.inference.control.ListedModel;
import io.throughline.inference.remote.ServerFailures;
import io.throughline.inference.remote.ServerUrl;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A server that speaks OpenAI's protocol.
 *
 * @param url up to and with {@code /v1}, without a slash at its end
 * @param model the one model that is asked for
 * @param key sent as a bearer token; never shown
 * @param provider name in {@code gen_ai.provider.name}
 * @param limit longest that a call may take
 * @param traced whether it is told the trace that a call belongs to
 */
public record OpenAiServer(
    URI url, String model, Optional<String> key, String provider, Duration limit, boolean traced) {

  static final ServerFailures FAILURES = new ServerFailures("the language model's server");
  static final ServerFailures EMBEDDING_FAILURES = new ServerFailures("the embeddings server");

  URI at(String path) {
    return URI.create(url + path);
  }

  /** Its model, for the list of them. */
  ListedModel listed(String stage) {
    return ListedModel.elsewhere(model, provider, stage);
  }

  int port() {
    return ServerUrl.port(url);
  }

  /** Without its key. */
  @Override
  public String toString() {
    return "OpenAiServer[" + url.getHost() + ":" + port() + ", " + model + "]";
  }
}
