package io.throughline.search.control;

import io.throughline.search.api.InvalidSearchException;
import io.throughline.search.api.RateLimit;
import io.throughline.search.control.QueryLog.LoggedQuery;
import io.throughline.search.control.TimeLimit.Running;
import io.throughline.telemetry.api.ActiveSpan;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.api.OutageLog;
import io.throughline.telemetry.api.SpanSpec;
import io.throughline.telemetry.api.Telemetry;
import jakarta.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** From a question to its answer in eleven steps, each with its span. Thread-safe. */
public final class SearchPipeline {

  /** Collections that the server fills itself are there before there is anything in them. */
  private static final Set<String> SERVERS_OWN = Set.of("transcripts", "images");

  private static final String COLLECTIONS = "collections";
  private static final String LOGGING = "writing the query log";
  private static final int SHOWN_HASH = 16;

  private final Retrieval retrieval;
  private final QueryEmbedding embedding;
  private final String embeddingId;
  private final AnswerWriter writer;
  private final AnswerCache answers;
  private final QueryLog log;
  private final QueryHash hash;
  private final RateLimiter limiter;
  private final TimeLimit limit;
  private final SearchMetrics metrics;
  private final Telemetry telemetry;
  private final OutageLog database;
  private final Clock clock;

  /**
   * @param alarm calls when a query has taken too long
   * @param database told when the query log cannot be written
   */
  public SearchPipeline(
      SearchPorts ports,
      SearchSettings settings,
      Alarm alarm,
      Telemetry telemetry,
      Metrics metrics,
      OutageLog database,
      Clock clock) {
    this.metrics = new SearchMetrics(metrics);
    this.retrieval = ports.retrieval();
    this.embedding = new QueryEmbedding(ports.embedding(), ports.cache(), this.metrics, telemetry);
    this.embeddingId = ports.embedding().id();
    this.writer = new AnswerWriter(ports.answers());
    this.answers = new AnswerCache(ports.cache(), this.metrics);
    this.log = ports.log();
    this.hash = new QueryHash(ports.log(), telemetry);
    this.limiter = new RateLimiter(settings.queriesPerMinute(), clock);
    this.limit = new TimeLimit(settings.timeout(), alarm, System::nanoTime);
    this.telemetry = telemetry;
    this.database = database;
    this.clock = clock;
  }

  /**
   * Answers a question.
   *
   * @throws InvalidSearchException if the query or a collection cannot be used
   * @throws io.throughline.search.api.RateLimitedException if the caller has asked too much
   * @throws io.throughline.search.api.SearchTimeoutException if nothing was found in time
   */
  public SearchAnswer ask(SearchQuestion question) {
    return telemetry.<SearchAnswer, RuntimeException>inSpan(
        SpanSpec.internal("search.pipeline"),
        span -> limit.run(time -> answered(question, time, span)));
  }

  private SearchAnswer answered(SearchQuestion question, Running time, ActiveSpan pipeline) {
    long start = System.nanoTime();
    SearchSteps steps = new SearchSteps(telemetry, metrics, time, limit.limit());
    String caller = hash.of(question.caller());
    NormalizedQuery query = steps.step(1, "normalize", span -> normalized(question, span));
    RateLimit rate = steps.step(2, "rate_limit", span -> allowed(caller, span));
    String key = AnswerCache.key(question, query, embeddingId, writer.way());
    Optional<JsonObject> cached = steps.step(3, "cache_check", span -> cached(question, key, span));
    Found found =
        cached
            .map(json -> new Found(json, false))
            .orElseGet(() -> found(question, query, key, time, steps));
    // What was found is written down and sent, however late it is.
    time.end();
    boolean hit = cached.isPresent();
    String id = UUID.randomUUID().toString();
    Duration latency = Duration.ofNanos(System.nanoTime() - start);
    LoggedQuery entry =
        new LoggedQuery(
            id,
            question.tenant(),
            caller,
            hash.of(query.folded()),
            query.length(),
            hit,
            found.generator(),
            found.fallback(),
            found.sources(),
            latency,
            clock.instant());
    steps.step(10, "log_query", span -> logged(entry, span));
    return steps.step(
        11,
        "respond",
        span -> {
          pipeline.set("cached", hit).set("generator", found.generator());
          span.set("sources_count", found.sources());
          metrics.answered(found.generator(), hit, System.nanoTime() - start, pipeline);
          return new SearchAnswer(id, found.json(), hit, latency, rate);
        });
  }

  private Found found(
      SearchQuestion question, NormalizedQuery query, String key, Running time, SearchSteps steps) {
    float[] vector = steps.step(4, "generate_embedding", span -> embedding.of(query, span));
    List<RankedPassage> passages =
        steps.step(5, "vector_search", span -> passages(question, query, vector, span));
    AnswerContext context =
        steps.step(6, "build_context", span -> context(question, passages, span));
    WrittenAnswer answer =
        steps.step(7, "generate_answer", span -> writer.write(query.text(), context, time, span));
    JsonObject json =
        steps.step(8, "attach_media", span -> withMedia(query, answer, context, passages, span));
    boolean lasting = !answer.fallback() && vector.length > 0 && !passages.isEmpty();
    steps.step(9, "cache_write", span -> kept(lasting, key, json, span));
    return new Found(json, answer.fallback());
  }

  /** An answer, wherever it comes from. */
  private record Found(JsonObject json, boolean fallback) {

    String generator() {
      return json.getString("generator");
    }

    int sources() {
      return json.getJsonArray("sources").size();
    }
  }

  private NormalizedQuery normalized(SearchQuestion question, ActiveSpan span) {
    NormalizedQuery query = NormalizedQuery.of(question.text());
    span.set("query.length", query.length())
        .set("query.hash", hash.of(query.folded()).substring(0, SHOWN_HASH));
    return query;
  }

  private RateLimit allowed(String caller, ActiveSpan span) {
    RateLimit rate = limiter.take(caller);
    if (rate.perMinute() > 0) {
      span.set("rate_limit.remaining", rate.remaining());
    }
    return rate;
  }

  private Optional<JsonObject> cached(SearchQuestion question, String key, ActiveSpan span) {
    Optional<JsonObject> known = question.bypassCache() ? Optional.empty() : answers.get(key);
    span.set("cache_hit", known.isPresent());
    return known;
  }

  private List<RankedPassage> passages(
      SearchQuestion question, NormalizedQuery query, float[] vector, ActiveSpan span) {
    List<String> collections = collections(question);
    List<RankedPassage> passages =
        collections.isEmpty()
            ? List.of()
            : retrieval.find(
                new RetrievalQuery(
                    question.tenant(), collections, query.text(), vector, question.topK()));
    span.set("top_k", question.topK())
        .set("collections_count", collections.size())
        .set("result_count", passages.size());
    return passages;
  }

  private List<String> collections(SearchQuestion question) {
    Set<String> known = retrieval.collections(question.tenant());
    if (question.collections().isEmpty()) {
      return known.stream().sorted().toList();
    }
    if (question.collections().stream()
        .anyMatch(name -> !known.contains(name) && !SERVERS_OWN.contains(name))) {
      throw new InvalidSearchException(COLLECTIONS, "must name collections that there are");
    }
    return question.collections().stream().filter(known::contains).distinct().sorted().toList();
  }

  private static AnswerContext context(
      SearchQuestion question, List<RankedPassage> passages, ActiveSpan span) {
    AnswerContext context = AnswerContext.of(passages, question.topK());
    span.set("context_count", context.sources().size());
    return context;
  }

  private static JsonObject withMedia(
      NormalizedQuery query,
      WrittenAnswer answer,
      AnswerContext context,
      List<RankedPassage> passages,
      ActiveSpan span) {
    FoundMedia media = FoundMedia.of(passages);
    span.set("videos_count", media.videos().size())
        .set("images_count", media.images().size())
        .set("audio_count", media.audio().size());
    return AnswerJson.of(answer, context, media, RelatedQueries.of(query, passages));
  }

  private boolean kept(boolean lasting, String key, JsonObject json, ActiveSpan span) {
    if (lasting) {
      answers.put(key, json);
    }
    span.set("cache.written", lasting);
    return lasting;
  }

  /** An answer is not withheld because nobody can write down that it was given. */
  private boolean logged(LoggedQuery query, ActiveSpan span) {
    span.set("latency_ms", query.latency().toMillis()).set("cached", query.cached());
    try {
      log.add(query);
      database.worked(LOGGING);
      return true;
    } catch (RuntimeException e) {
      telemetry.recordFailure(e);
      database.failed(LOGGING, e);
      return false;
    }
  }
}
