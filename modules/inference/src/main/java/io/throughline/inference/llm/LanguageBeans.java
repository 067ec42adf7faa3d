package io.throughline.inference.llm;

import io.throughline.inference.api.PipelineStage;
import io.throughline.inference.control.EngineEmbeddingModel;
import io.throughline.inference.control.ListedModel;
import io.throughline.inference.control.ModelSource;
import io.throughline.inference.control.Summarizer;
import io.throughline.inference.control.TextEmbedder;
import io.throughline.inference.remote.CarefulCalls;
import io.throughline.inference.remote.FaultTolerantCalls;
import io.throughline.inference.remote.HttpExchanges;
import io.throughline.inference.remote.ServerUrl;
import io.throughline.search.api.AnswerModel;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.api.OutageLog;
import io.throughline.telemetry.api.Telemetry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Makes language models injectable, as they are configured. */
@ApplicationScoped
public class LanguageBeans {

  private static final Logger LOG = Logger.getLogger(LanguageBeans.class.getName());

  @Inject
  @ConfigProperty(name = "throughline.llm.url")
  Optional<String> url;

  @Inject
  @ConfigProperty(name = "throughline.llm.model")
  Optional<String> model;

  @Inject
  @ConfigProperty(name = "throughline.llm.api-key")
  Optional<String> key;

  @Inject
  @ConfigProperty(name = "throughline.llm.provider", defaultValue = "openai")
  String provider;

  @Inject
  @ConfigProperty(name = "throughline.llm.timeout", defaultValue = "PT2M")
  Duration limit;

  @Inject
  @ConfigProperty(name = "throughline.llm.trace-context", defaultValue = "false")
  boolean traced;

  @Inject
  @ConfigProperty(name = "throughline.embeddings.url")
  Optional<String> embeddingsUrl;

  @Inject
  @ConfigProperty(name = "throughline.embeddings.model")
  Optional<String> embeddingsModel;

  @Inject
  @ConfigProperty(name = "throughline.embeddings.api-key")
  Optional<String> embeddingsKey;

  @Inject
  @ConfigProperty(name = "throughline.embeddings.dimensions", defaultValue = "0")
  int dimensions;

  /** A wrong setting stops the start instead of every call. */
  void check(@Observes Startup event) {
    chatServer();
    embeddingsServer();
  }

  @Produces
  @Singleton
  LanguageModels models(
      FaultTolerantCalls tolerant,
      EngineEmbeddingModel engine,
      Telemetry telemetry,
      Metrics all,
      Clock clock) {
    HttpClient http = HttpExchanges.client();
    LanguageMetrics metrics = new LanguageMetrics(all);
    Optional<ChatCompletions> chat =
        chatServer()
            .map(server -> new OpenAiClient(server, http, telemetry))
            .map(
                client ->
                    new ChatCompletions(
                        client,
                        CarefulCalls.chat(tolerant, OpenAiServer.FAILURES, clock),
                        telemetry,
                        metrics));
    TextEmbedder embedding =
        embeddingsServer()
            .map(server -> new OpenAiClient(server, http, telemetry))
            .<TextEmbedder>map(
                client ->
                    new OpenAiEmbeddings(
                        client,
                        dimensions,
                        CarefulCalls.embeddings(tolerant, OpenAiServer.EMBEDDING_FAILURES, clock),
                        telemetry,
                        metrics))
            .orElse(engine);
    return new LanguageModels(chat, embedding);
  }

  @Produces
  @Singleton
  TextEmbedder embedder(LanguageModels models) {
    return models.embedding();
  }

  @Produces
  @Singleton
  AnswerModel answers(LanguageModels models) {
    return new OpenAiAnswerModel(models.chat());
  }

  @Produces
  @Singleton
  Summarizer summaries(LanguageModels models, Clock clock) {
    return new ChatSummarizer(models.chat(), new OutageLog(LOG, "the language model", clock));
  }

  @Produces
  @Singleton
  ModelSource listed() {
    List<ListedModel> listed = new ArrayList<>();
    chatServer().ifPresent(server -> listed.add(server.listed("chat")));
    embeddingsServer().ifPresent(server -> listed.add(server.listed(PipelineStage.EMBED.id())));
    return () -> listed;
  }

  private Optional<OpenAiServer> chatServer() {
    return server("THROUGHLINE_LLM", url, model, key);
  }

  private Optional<OpenAiServer> embeddingsServer() {
    if (embeddingsUrl.isPresent() && dimensions < 1) {
      throw new IllegalArgumentException(
          "THROUGHLINE_EMBEDDINGS_DIMENSIONS must be the length of the model's vectors");
    }
    return server("THROUGHLINE_EMBEDDINGS", embeddingsUrl, embeddingsModel, embeddingsKey);
  }

  private Optional<OpenAiServer> server(
      String settings, Optional<String> url, Optional<String> model, Optional<String> key) {
    return url.map(
        text ->
            new OpenAiServer(
                ServerUrl.of(settings + "_URL", text, "http://host:port/v1"),
                model.orElseThrow(
                    () -> new IllegalArgumentException(settings + "_MODEL goes with its URL")),
                key,
                provider,
                limit,
                traced));
  }
}
