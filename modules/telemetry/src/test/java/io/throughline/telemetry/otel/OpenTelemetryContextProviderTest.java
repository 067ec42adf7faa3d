package io.throughline.telemetry.otel;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.throughline.telemetry.api.LogFields;
import jakarta.enterprise.concurrent.spi.ThreadContextProvider;
import jakarta.enterprise.concurrent.spi.ThreadContextRestorer;
import jakarta.enterprise.concurrent.spi.ThreadContextSnapshot;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class OpenTelemetryContextProviderTest {

  private static final ContextKey<String> KEY = ContextKey.named("test");

  private final OpenTelemetryContextProvider provider = new OpenTelemetryContextProvider();

  @Test
  void aTaskLogsWithTheFieldsOfItsSubmitter() throws Exception {
    ThreadContextSnapshot snapshot;
    LogFields fields = LogFields.current().withRequest("req_1").withJob("job-1");
    try (LogFields.Scope scope = fields.makeCurrent()) {
      snapshot = provider.currentContext(Map.of());
    }

    ThreadContextRestorer restorer = snapshot.begin();
    LogFields inTask = LogFields.current();
    restorer.endContext();

    assertThat(inTask).isEqualTo(fields);
    assertThat(LogFields.current()).isNotEqualTo(fields);
  }

  @Test
  void aTaskRunsInTheContextItWasGivenInAndLeavesItsThreadAsItWas() throws Exception {
    ThreadContextSnapshot snapshot;
    try (Scope scope = Context.current().with(KEY, "submitter").makeCurrent()) {
      snapshot = provider.currentContext(Map.of());
    }

    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      String inTask =
          thread
              .submit(
                  () -> {
                    ThreadContextRestorer restorer = snapshot.begin();
                    String seen = Context.current().get(KEY);
                    restorer.endContext();
                    return seen;
                  })
              .get();
      String afterwards = thread.submit(() -> Context.current().get(KEY)).get();

      assertThat(inTask).isEqualTo("submitter");
      assertThat(afterwards).isNull();
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void aClearedContextHidesTheThreadsOwn() {
    try (Scope scope = Context.current().with(KEY, "worker").makeCurrent()) {
      ThreadContextRestorer restorer = provider.clearedContext(Map.of()).begin();
      assertThat(Context.current().get(KEY)).isNull();
      restorer.endContext();
      assertThat(Context.current().get(KEY)).isEqualTo("worker");
    }
  }

  @Test
  void theServerFindsTheProviderUnderTheNameThatExecutorsUse() {
    assertThat(ServiceLoader.load(ThreadContextProvider.class))
        .extracting(ThreadContextProvider::getThreadContextType)
        .contains("OpenTelemetry");
  }
}
