package io.throughline.app.it;

import static io.throughline.app.it.SearchTrace.asked;
import static io.throughline.app.it.SearchTrace.cacheChecked;
import static io.throughline.app.it.SearchTrace.cacheWritten;
import static io.throughline.app.it.SearchTrace.context;
import static io.throughline.app.it.SearchTrace.embedded;
import static io.throughline.app.it.SearchTrace.extractive;
import static io.throughline.app.it.SearchTrace.found;
import static io.throughline.app.it.SearchTrace.logged;
import static io.throughline.app.it.SearchTrace.mediaAttached;
import static io.throughline.app.it.SearchTrace.normalized;
import static io.throughline.app.it.SearchTrace.pipeline;
import static io.throughline.app.it.SearchTrace.rateLimited;
import static io.throughline.app.it.SearchTrace.responded;

import io.throughline.app.it.OnServer.Flavour;
import io.throughline.app.it.trace.RecordedTrace;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A question is one trace, whoever or whatever answers it; here without a language model. */
@OnServer(Flavour.SCRIPTED)
class SearchTraceIT {

  private static final String[] ALL_STEPS = {
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
    "search.respond"
  };

  private final Transcriptions traces;
  private final Questions questions;

  SearchTraceIT(LibertyServer server) {
    this.traces = Transcriptions.on(server);
    this.questions = Questions.on(server);
  }

  @BeforeEach
  void putDocuments() throws IOException {
    questions.withBridges();
  }

  @Test
  void aNewQuestionTakesElevenSteps() throws IOException {
    String query = "When was the bridge of steel opened?";
    RecordedTrace trace = traced(query);

    trace.assertIs(
        asked(200)
            .children(
                pipeline(false, "extractive")
                    .children(
                        normalized(query),
                        rateLimited(),
                        cacheChecked(false),
                        embedded(false),
                        found(3),
                        context(3),
                        extractive(),
                        mediaAttached(),
                        cacheWritten(true),
                        logged(false),
                        responded(3))));
    trace.assertOneAfterTheOther(ALL_STEPS);
  }

  @Test
  void aQuestionThatWasAskedBeforeIsLoggedAndAnsweredOnly() throws IOException {
    String query = "How many arches does it have?";
    questions.answered(query);

    traced(query)
        .assertIs(
            asked(200)
                .children(
                    pipeline(true, "extractive")
                        .children(
                            normalized(query),
                            rateLimited(),
                            cacheChecked(true),
                            logged(true),
                            responded(3))));
  }

  private RecordedTrace traced(String query) throws IOException {
    return traces.endedTrace(questions.ask(query).header("X-Trace-Id").orElseThrow());
  }
}
