package io.throughline.search.control;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@link SearchCache} in this process, of limited size: what was not asked for the longest goes
 * first. Thread-safe.
 */
public final class MemoryCache implements SearchCache {

  /** Keys, objects and table, estimated. */
  private static final int ENTRY_BYTES = 256;

  private record Entry(byte[] value, Instant until) {
    int bytes() {
      return value.length + ENTRY_BYTES;
    }
  }

  private final long limit;
  private final Clock clock;
  private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /**
   * @param limit bytes that all entries together may take
   */
  public MemoryCache(long limit, Clock clock) {
    this.limit = limit;
    this.clock = clock;
  }

  @Override
  public synchronized Optional<byte[]> get(String key) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return Optional.empty();
    }
    if (!clock.instant().isBefore(entry.until)) {
      remove(key);
      return Optional.empty();
    }
    return Optional.of(entry.value.clone());
  }

  @Override
  public synchronized void put(String key, byte[] value, Duration time) {
    remove(key);
    Entry entry = new Entry(value.clone(), clock.instant().plus(time));
    if (entry.bytes() > limit) {
      return;
    }
    entries.put(key, entry);
    bytes += entry.bytes();
    Iterator<Entry> eldest = entries.values().iterator();
    while (bytes > limit) {
      bytes -= eldest.next().bytes();
      eldest.remove();
    }
  }

  private void remove(String key) {
    Entry gone = entries.remove(key);
    if (gone != null) {
      bytes -= gone.bytes();
    }
  }

  @Override
  public String kind() {
    return "memory";
  }

  @Override
  public boolean isUp() {
    return true;
  }
}
