package io.throughline.telemetry.store;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Bounds the span store, and keeps the last traces on disk unless that is switched off. */
@ApplicationScoped
public class KeptTraces {

  private static final int FIRST = 900;
  private static final long STOP_MILLIS = TimeUnit.SECONDS.toMillis(2);

  @Inject
  @ConfigProperty(name = "throughline.traces.keep-bytes", defaultValue = "33554432")
  long keepBytes;

  @Inject
  @ConfigProperty(name = "throughline.traces.memory-bytes", defaultValue = "33554432")
  long memoryBytes;

  @Inject
  @ConfigProperty(name = "throughline.traces.memory-spans", defaultValue = "200000")
  int memorySpans;

  @Inject
  @ConfigProperty(name = "throughline.traces.keep-per-second", defaultValue = "20")
  int keepPerSecond;

  @Inject
  @ConfigProperty(name = "THROUGHLINE_DATA_DIR", defaultValue = "data")
  String dataDirectory;

  @Inject SpanStore spans;

  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  ManagedThreadFactory threads;

  private Thread writer;

  void start(@Observes @Priority(FIRST) Startup event) throws IOException {
    spans.limit(StoreLimits.of(memorySpans, memoryBytes));
    spans.sample(keepPerSecond);
    if (keepBytes > 0) {
      SpanJournal journal = new SpanJournal(Path.of(dataDirectory, "traces"), keepBytes / 2);
      spans.keepIn(journal);
      writer = threads.newThread(journal::writeLoop);
      writer.setName("throughline-traces");
      writer.start();
    }
  }

  @PreDestroy
  void stop() {
    if (writer != null) {
      writer.interrupt();
      try {
        writer.join(STOP_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
