package io.throughline.telemetry.store;

import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Keeps the last traces in two files, so that a restart, also after {@code kill -9}, still shows
 * them. Spans are written when they are known to stay, and once while they run if that takes longer
 * than a second; what is in the queue at a kill is lost. One thread of the caller's writes; {@link
 * #started}, {@link #ended} and {@link #keep} never block and may be called by any thread.
 */
public final class SpanJournal {

  private static final Logger LOG = Logger.getLogger(SpanJournal.class.getName());
  private static final int QUEUE = 8192;
  private static final int CARRIED_PART = 4;
  private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Path current;
  private final Path previous;
  private final long maxBytes;
  private final BlockingQueue<ReadableSpan> queue = new LinkedBlockingQueue<>(QUEUE);
  private final Set<ReadableSpan> open = ConcurrentHashMap.newKeySet();
  private final Set<ReadableSpan> noted = ConcurrentHashMap.newKeySet();
  private volatile Supplier<List<SpanData>> carriedOver = List::of;

  /**
   * @param directory where the two files are kept
   * @param maxBytes size of each
   * @throws IOException if the directory cannot be made
   */
  public SpanJournal(Path directory, long maxBytes) throws IOException {
    Files.createDirectories(directory);
    this.current = directory.resolve("spans.ndjson");
    this.previous = directory.resolve("spans.1.ndjson");
    this.maxBytes = maxBytes;
  }

  /**
   * What was kept, oldest first. A span that never ended belongs to a server that died: it ends,
   * with an error, at the last moment its trace is known to have been alive.
   */
  List<StoredSpan> read() throws IOException {
    Map<String, StoredSpan> spans = new LinkedHashMap<>();
    Map<String, Long> lastSeen = new HashMap<>();
    for (Path file : List.of(previous, current)) {
      if (Files.exists(file)) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
          lines.forEach(line -> read(line, spans, lastSeen));
        } catch (UncheckedIOException e) {
          LOG.log(Level.WARNING, "part of the kept traces is unreadable and left out", e);
        }
      }
    }
    return spans.values().stream()
        .map(span -> span.ended() ? span : span.lostAt(lastSeen.get(span.getTraceId())))
        .toList();
  }

  /**
   * Says which older spans go on into a new file although the one they were in is dropped.
   *
   * @param telling asked by the writing thread whenever a file is full
   */
  void carryOver(Supplier<List<SpanData>> telling) {
    carriedOver = telling;
  }

  private static void read(String line, Map<String, StoredSpan> spans, Map<String, Long> seen) {
    try {
      StoredSpan span = SpanLine.read(line);
      spans.put(span.getTraceId() + span.getSpanId(), span);
      seen.merge(span.getTraceId(), span.getEndEpochNanos(), Math::max);
    } catch (RuntimeException e) {
      // The last line of a server that was killed may be cut off.
      LOG.log(Level.FINE, "a line of the kept traces is left out", e);
    }
  }

  void started(ReadableSpan span) {
    open.add(span);
  }

  void ended(ReadableSpan span) {
    open.remove(span);
    noted.remove(span);
  }

  void keep(List<ReadableSpan> staying) {
    staying.forEach(queue::offer);
  }

  /** Writes until the calling thread is interrupted. */
  public void writeLoop() {
    List<ReadableSpan> batch = new ArrayList<>();
    while (!Thread.currentThread().isInterrupted()) {
      try {
        ReadableSpan first = queue.poll(LONG_NANOS, TimeUnit.NANOSECONDS);
        if (first != null) {
          batch.add(first);
          queue.drainTo(batch);
        }
        addLongRunning(batch);
        write(batch);
        batch.clear();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (IOException e) {
        LOG.log(
            Level.WARNING, "traces are not kept on disk any more; requests are not affected", e);
        return;
      }
    }
    flush();
  }

  /** Writes what is waiting; for the end of the server. */
  private void flush() {
    List<ReadableSpan> rest = new ArrayList<>();
    queue.drainTo(rest);
    try {
      write(rest);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the last " + rest.size() + " spans are not kept on disk", e);
    }
  }

  private void addLongRunning(List<ReadableSpan> batch) {
    for (ReadableSpan span : open) {
      if (span.getLatencyNanos() > LONG_NANOS && noted.add(span)) {
        batch.add(span);
      }
    }
  }

  private void write(List<ReadableSpan> spans) throws IOException {
    if (spans.isEmpty()) {
      return;
    }
    if (Files.exists(current) && Files.size(current) > maxBytes) {
      Files.move(current, previous, StandardCopyOption.REPLACE_EXISTING);
      append(carried());
    }
    append(spans.stream().map(span -> SpanLine.write(span.toSpanData())).toList());
  }

  /** Failed and slow traces, the most telling first, up to a quarter of the new file. */
  private List<String> carried() {
    List<String> lines = new ArrayList<>();
    long room = maxBytes / CARRIED_PART;
    for (SpanData span : carriedOver.get()) {
      String line = SpanLine.write(span);
      room -= line.length();
      if (room < 0) {
        break;
      }
      lines.add(line);
    }
    return lines;
  }

  private void append(List<String> lines) throws IOException {
    Files.write(
        current,
        lines,
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
