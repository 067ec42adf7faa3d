package io.throughline.app.it;

import static io.throughline.app.it.SpeechTrace.request;
import static io.throughline.app.it.SpeechTrace.sql;
import static io.throughline.app.it.trace.ExpectedSpan.Kind.CLIENT;
import static io.throughline.app.it.trace.ExpectedSpan.Kind.INTERNAL;
import static io.throughline.app.it.trace.ExpectedSpan.span;
import static io.throughline.app.it.trace.ExpectedValue.between;
import static io.throughline.app.it.trace.ExpectedValue.matching;
import static io.throughline.app.it.trace.ExpectedValue.seconds;

import io.throughline.app.it.trace.ExpectedSpan;
import io.throughline.app.it.trace.ExpectedSpan.Kind;
import io.throughline.testing.server.LanguageServer;

/** The spans that traces of questions are made of. */
final class SearchTrace {

  private static final String ENGINE = "all-minilm-l6-v2";

  private SearchTrace() {}

  static ExpectedSpan asked(int status) {
    return request("POST", Questions.PATH, Questions.PATH, status);
  }

  static ExpectedSpan pipeline(boolean cached, String generator) {
    return span("search.pipeline", INTERNAL).with("cached", cached).with("generator", generator);
  }

  static ExpectedSpan normalized(String query) {
    return step(1, "normalize")
        .with("query.length", query.length())
        .with("query.hash", matching("[0-9a-f]{16}"));
  }

  static ExpectedSpan rateLimited() {
    return step(2, "rate_limit").with("rate_limit.remaining", between(0, 120));
  }

  static ExpectedSpan cacheChecked(boolean hit) {
    return step(3, "cache_check").with("cache_hit", hit);
  }

  static ExpectedSpan embedded(boolean known) {
    ExpectedSpan embedding =
        step(4, "generate_embedding")
            .with("model", ENGINE)
            .with("embedding_dimensions", 384)
            .with("embedding.cache_hit", known);
    return known ? embedding : embedding.children(engine());
  }

  private static ExpectedSpan engine() {
    return span("ml.embed", INTERNAL)
        .with("ml.model", "all-MiniLM-L6-v2")
        .with("ml.device", "cpu")
        .with("ml.compute_type", "int8")
        .with("ml.texts_count", 1)
        .with("ml.inference_duration_seconds", seconds())
        .with("ml.total_duration_seconds", seconds())
        .event("model_cache_hit")
        .event("embedding_started")
        .event("embedding_completed")
        .children(
            span("engine." + ENGINE + ".process", INTERNAL)
                .with("engine.id", ENGINE)
                .with("engine.version", "1.20.0-beta30")
                .with("task.stage", "embed"));
  }

  static ExpectedSpan found(int results) {
    return step(5, "vector_search")
        .with("top_k", 10)
        .with("collections_count", 1)
        .with("result_count", results)
        .children(sql("SELECT", "search_document"), passagesRead());
  }

  /** A statement about two tables is named after neither. */
  private static ExpectedSpan passagesRead() {
    return span("SELECT", CLIENT)
        .with("db.system.name", "h2database")
        .with("db.namespace", "throughline")
        .with("db.operation.name", "SELECT")
        .with("db.query.summary", "SELECT")
        .with(
            "db.query.text",
            matching("(?i)select .* from search_passage p join search_document d [^'\"]*"));
  }

  static ExpectedSpan context(int sources) {
    return step(6, "build_context").with("context_count", sources);
  }

  static ExpectedSpan extractive() {
    return step(7, "generate_answer").with("generator", "extractive");
  }

  static ExpectedSpan generated(ExpectedSpan chat) {
    return step(7, "generate_answer")
        .with("generator", LanguageServer.MODEL)
        .with("gen_ai.request.model", LanguageServer.MODEL)
        .with("gen_ai.usage.input_tokens", 52)
        .with("gen_ai.usage.output_tokens", 9)
        .children(chat);
  }

  static ExpectedSpan chat(LanguageServer server) {
    return span("chat " + LanguageServer.MODEL, CLIENT)
        .with("gen_ai.operation.name", "chat")
        .with("gen_ai.provider.name", "openai")
        .with("gen_ai.request.model", LanguageServer.MODEL)
        .with("server.address", "localhost")
        .with("server.port", server.port());
  }

  static ExpectedSpan tried(LanguageServer server) {
    return span("POST", CLIENT)
        .with("http.request.method", "POST")
        .with("server.address", "localhost")
        .with("server.port", server.port())
        .with("url.full", server.url() + "/chat/completions");
  }

  static ExpectedSpan mediaAttached() {
    return step(8, "attach_media")
        .with("videos_count", 0)
        .with("images_count", 0)
        .with("audio_count", 0);
  }

  static ExpectedSpan cacheWritten(boolean written) {
    return step(9, "cache_write").with("cache.written", written);
  }

  static ExpectedSpan logged(boolean cached) {
    return step(10, "log_query")
        .with("latency_ms", between(0, 60_000))
        .with("cached", cached)
        .children(sql("INSERT", "search_query"));
  }

  static ExpectedSpan responded(int sources) {
    return step(11, "respond").with("sources_count", sources);
  }

  private static ExpectedSpan step(int number, String name) {
    return span("search." + name, Kind.INTERNAL).with("step", number);
  }
}
