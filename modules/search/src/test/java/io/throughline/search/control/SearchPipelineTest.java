package io.throughline.search.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.search.api.AnswerModel;
import io.throughline.search.api.AnswerUnavailableException;
import io.throughline.search.api.EmbeddingException;
import io.throughline.search.api.InvalidSearchException;
import io.throughline.search.api.RateLimitedException;
import io.throughline.search.api.SearchTimeoutException;
import io.throughline.search.control.QueryLog.LoggedQuery;
import io.throughline.telemetry.api.Metrics;
import io.throughline.telemetry.api.OutageLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SearchPipelineTest {

  private static final List<String> STEPS =
      List.of(
          "search.pipeline",
          "search.normalize",
          "search.rate_limit",
          "search.cache_check",
          "search.generate_embedding",
          "search.vector_search",
          "search.build_context",
          "search.generate_answer",
          "search.attach_media",
          "search.cache_write",
          "search.log_query",
          "search.respond");
  private static final List<String> STEPS_OF_A_HIT =
      List.of(
          "search.pipeline",
          "search.normalize",
          "search.rate_limit",
          "search.cache_check",
          "search.log_query",
          "search.respond");

  private final SettableClock clock = new SettableClock();
  private final RecordedSpans spans = new RecordedSpans();
  private final InMemoryQueryLog log = new InMemoryQueryLog();
  private final ManualAlarm alarm = new ManualAlarm();
  private final ScriptedEmbedding embedding = new ScriptedEmbedding();
  private final ScriptedAnswers answers = new ScriptedAnswers();
  private final ScriptedRetrieval retrieval = new ScriptedRetrieval();
  private final MemoryCache cache = new MemoryCache(1 << 20, clock);
  private SearchPipeline pipeline = pipeline(100);

  private SearchPipeline pipeline(int perMinute) {
    return new SearchPipeline(
        new SearchPorts(retrieval, embedding, answers, cache, log),
        new SearchSettings(perMinute, Duration.ofSeconds(10), 1 << 20, Duration.ofDays(1)),
        alarm,
        spans,
        Metrics.off(),
        new OutageLog(Logger.getLogger(SearchPipelineTest.class.getName()), "the test", clock),
        clock);
  }

  @Test
  void aQuestionTakesElevenStepsInTheirOrder() {
    SearchAnswer answer = ask("When did the bridge open?");

    assertThat(spans.names()).isEqualTo(STEPS);
    for (int step = 1; step < STEPS.size(); step++) {
      assertThat(spans.started.get(step).attributes).containsEntry("step", step);
      assertThat(spans.started.get(step).parent).isSameAs(spans.started.get(0));
    }
    assertThat(answer.cached()).isFalse();
    assertThat(answer.found().getString("answer")).contains("The bridge opened in 1932. [1]");
    assertThat(answer.found().getString("generator")).isEqualTo("extractive");
    assertThat(answer.found().getJsonArray("sources")).hasSize(3);
  }

  @Test
  void everyStepSaysWhatItDid() {
    ask("When did the bridge open?");

    assertThat(spans.span("search.normalize").attributes)
        .containsEntry("query.length", 25)
        .hasEntrySatisfying("query.hash", h -> assertThat((String) h).matches("[0-9a-f]{16}"));
    assertThat(spans.span("search.cache_check").attributes).containsEntry("cache_hit", false);
    assertThat(spans.span("search.generate_embedding").attributes)
        .containsEntry("model", "scripted")
        .containsEntry("embedding_dimensions", 2)
        .containsEntry("embedding.cache_hit", false);
    assertThat(spans.span("search.vector_search").attributes)
        .containsEntry("top_k", 10)
        .containsEntry("result_count", 3);
    assertThat(spans.span("search.build_context").attributes).containsEntry("context_count", 3);
    assertThat(spans.span("search.attach_media").attributes)
        .containsEntry("videos_count", 0)
        .containsEntry("images_count", 1)
        .containsEntry("audio_count", 1);
    assertThat(spans.span("search.log_query").attributes)
        .containsEntry("cached", false)
        .containsKey("latency_ms");
  }

  @Test
  void theSameQuestionIsAnsweredFromTheCacheForFiveMinutes() {
    SearchAnswer first = ask("When did the bridge open?");
    spans.started.clear();
    SearchAnswer second = ask("  when DID the bridge   open? ");

    assertThat(spans.names()).isEqualTo(STEPS_OF_A_HIT);
    assertThat(second.cached()).isTrue();
    assertThat(second.found()).isEqualTo(first.found());
    assertThat(second.queryId()).isNotEqualTo(first.queryId());
    clock.advance(Duration.ofSeconds(300));
    assertThat(ask("When did the bridge open?").cached()).isFalse();
    assertThat(embedding.calls).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no JSON", "[]", "{}", "{\"generator\":1,\"sources\":[]}"})
  void whatIsNoAnswerInTheCacheIsNoAnswer(String garbage) {
    SearchQuestion question = new SearchQuestion("t", "me", "bridge?", List.of(), 10, false);
    String key = AnswerCache.key(question, NormalizedQuery.of("bridge?"), "scripted", "extractive");
    cache.put(key, garbage.getBytes(StandardCharsets.UTF_8), Duration.ofMinutes(1));

    assertThat(pipeline.ask(question).cached()).isFalse();
    assertThat(pipeline.ask(question).cached()).isTrue();
  }

  @Test
  void whoeverBypassesTheCacheGetsANewAnswerThatOthersGetThen() {
    ask("When did the bridge open?");
    SearchQuestion anew =
        new SearchQuestion("t", "me", "When did the bridge open?", List.of(), 10, true);

    assertThat(pipeline.ask(anew).cached()).isFalse();
    assertThat(ask("When did the bridge open?").cached()).isTrue();
  }

  @Test
  void theLogHasHitsTooAndNoWords() {
    SearchAnswer first = ask("When did the bridge open?");
    SearchAnswer second = ask("When did the bridge open?");

    List<LoggedQuery> logged =
        log.list("t", 0, 10).stream().map(QueryLog.RatedQuery::query).toList();
    assertThat(logged)
        .extracting(LoggedQuery::id)
        .containsExactlyInAnyOrder(first.queryId(), second.queryId());
    assertThat(logged).extracting(LoggedQuery::cached).containsExactlyInAnyOrder(true, false);
    assertThat(logged)
        .allSatisfy(
            query -> {
              assertThat(query.caller()).matches("[0-9a-f]{64}");
              assertThat(query.toString()).doesNotContain("bridge", "192.0.2.1");
              assertThat(query.queryLength()).isEqualTo(25);
            });
  }

  @Test
  void aQuestionTooManyIsRefusedBeforeAnythingIsLookedUp() {
    pipeline = pipeline(2);
    ask("one");
    ask("two");
    spans.started.clear();

    assertThatThrownBy(() -> ask("three")).isInstanceOf(RateLimitedException.class);
    assertThat(spans.names()).isEqualTo(STEPS.subList(0, 3));
    clock.advance(Duration.ofSeconds(30));
    assertThat(ask("three").limit().remaining()).isZero();
  }

  @Test
  void aLanguageModelWritesTheAnswerFromTheSources() {
    answers.reply = () -> new AnswerModel.GeneratedAnswer("In 1932 [1].", "llm", 120, 7);
    answers.id = Optional.of("llm");

    SearchAnswer answer = ask("When did the bridge open?");

    assertThat(answer.found().getString("answer")).isEqualTo("In 1932 [1].");
    assertThat(answer.found().getString("generator")).isEqualTo("llm");
    assertThat(answers.sources).hasSize(3);
    assertThat(answers.limit).isLessThanOrEqualTo(Duration.ofSeconds(9));
    assertThat(spans.span("search.generate_answer").attributes)
        .containsEntry("gen_ai.request.model", "llm")
        .containsEntry("gen_ai.usage.input_tokens", 120L)
        .containsEntry("gen_ai.usage.output_tokens", 7L)
        .doesNotContainKey("fallback");
    assertThat(ask("When did the bridge open?").cached()).isTrue();
  }

  @Test
  void aFailingLanguageModelCostsTheAnswersFormAndIsNotCached() {
    answers.id = Optional.of("llm");
    answers.reply =
        () -> {
          throw new AnswerUnavailableException("away", null);
        };

    SearchAnswer answer = ask("When did the bridge open?");

    assertThat(answer.found().getString("generator")).isEqualTo("extractive");
    assertThat(answer.found().getString("answer")).contains("1932");
    assertThat(spans.span("search.generate_answer").attributes).containsEntry("fallback", true);
    assertThat(ask("When did the bridge open?").cached()).isFalse();
    assertThat(log.list("t", 0, 10)).allMatch(query -> query.query().fallback());
  }

  @Test
  void anExtractiveAnswerIsNotGivenOnceThereIsALanguageModel() {
    ask("When did the bridge open?");
    answers.id = Optional.of("llm");
    answers.reply = () -> new AnswerModel.GeneratedAnswer("In 1932 [1].", "llm", 1, 1);

    assertThat(ask("When did the bridge open?").cached()).isFalse();
  }

  @Test
  void aLanguageModelThatNeverAnswersIsStoppedAndTheSourcesAnswer() {
    answers.id = Optional.of("llm");
    answers.reply =
        () -> {
          alarm.ring();
          return waitForEver();
        };

    SearchAnswer answer = ask("When did the bridge open?");

    assertThat(answer.found().getString("generator")).isEqualTo("extractive");
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(spans.names()).isEqualTo(STEPS);
    assertThat(spans.allEnded()).isTrue();
  }

  @Test
  void aSearchThatNeverEndsIsStoppedWithItsSpansClosed() {
    retrieval.before =
        () -> {
          alarm.ring();
          waitForEver();
        };

    assertThatThrownBy(() -> ask("When did the bridge open?"))
        .isInstanceOf(SearchTimeoutException.class)
        .hasMessageContaining("10000 ms")
        .hasMessageContaining("vector_search");
    assertThat(spans.names()).isEqualTo(STEPS.subList(0, 6));
    assertThat(spans.allEnded()).isTrue();
    assertThat(spans.span("search.vector_search").failure)
        .isInstanceOf(SearchTimeoutException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void withoutEmbeddingsPassagesAreFoundByWordsAndNothingIsCached() {
    embedding.failure = new EmbeddingException("away", null);

    SearchAnswer answer = ask("When did the bridge open?");

    assertThat(retrieval.asked.get(0).vector()).isEmpty();
    assertThat(answer.found().getJsonArray("sources")).isNotEmpty();
    assertThat(spans.span("search.generate_embedding").failure).isSameAs(embedding.failure);
    embedding.failure = null;
    assertThat(ask("When did the bridge open?").cached()).isFalse();
  }

  @Test
  void whereNothingIsFoundNoModelIsAskedAndNothingIsCached() {
    retrieval.passages = List.of();
    answers.id = Optional.of("llm");

    SearchAnswer answer = ask("What is the meaning of life?");

    assertThat(answer.found().getString("answer")).isEqualTo(ExtractiveAnswer.NOTHING);
    assertThat(answers.sources).isNull();
    assertThat(ask("What is the meaning of life?").cached()).isFalse();
  }

  @Test
  void anUnknownCollectionIsNamedAsTheFieldAtFault() {
    assertThatThrownBy(() -> pipeline.ask(in("nowhere")))
        .isInstanceOf(InvalidSearchException.class)
        .satisfies(e -> assertThat(((InvalidSearchException) e).field()).isEqualTo("collections"));
  }

  @Test
  void theServersOwnCollectionsMayBeEmpty() {
    pipeline.ask(in("transcripts"));

    assertThat(retrieval.asked).isEmpty();
  }

  @Test
  void anAnswerIsNotWithheldBecauseItCannotBeLogged() {
    ask("warm");
    log.failure = new IllegalStateException("away");

    assertThat(ask("When did the bridge open?").found().getString("answer")).contains("1932");
    log.failure = null;
  }

  private SearchAnswer ask(String query) {
    return pipeline.ask(new SearchQuestion("t", "192.0.2.1", query, List.of(), 10, false));
  }

  private static SearchQuestion in(String collection) {
    return new SearchQuestion("t", "192.0.2.1", "bridge", List.of(collection), 10, false);
  }

  private static AnswerModel.GeneratedAnswer waitForEver() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new CancellationException();
  }
}
