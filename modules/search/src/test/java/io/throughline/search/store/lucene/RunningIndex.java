package io.throughline.search.store.lucene;

import io.throughline.search.control.DocumentStore;
import io.throughline.telemetry.api.OutageLog;
import io.throughline.telemetry.api.Telemetry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.logging.Logger;

/** An index in a directory that follows a store, on a thread of its own. */
final class RunningIndex implements AutoCloseable {

  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  private final LucenePassageIndex index;

  RunningIndex(Path directory, DocumentStore documents, String model) {
    this.index =
        new LucenePassageIndex(
            directory,
            documents,
            model,
            Duration.ofMillis(20),
            Telemetry.off(),
            new OutageLog(Logger.getLogger(RunningIndex.class.getName()), "the index", CLOCK));
    new Thread(index::follow, "follower").start();
  }

  LucenePassageIndex index() {
    return index;
  }

  @Override
  public void close() {
    index.close();
  }
}
