package io.throughline.job.signal.redis;

import io.throughline.job.api.JobEvent;
import io.throughline.job.api.Jobs.Subscription;
import io.throughline.job.control.JobEvents;
import io.throughline.job.control.LocalJobEvents;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.params.XReadParams;
import redis.clients.jedis.resps.StreamEntry;

/**
 * A stream that every node writes its jobs' events to and reads from its end. Listeners here hear
 * at once; a thread sends to the other nodes, and what comes faster than it sends is dropped.
 */
final class RedisJobEvents implements JobEvents, Reader.Read {

  static final String STREAM = "throughline:jobs:events";

  /** Enough for a reader that was away for seconds; rows tell the rest. */
  private static final long KEPT = 10_000;

  private static final int AT_ONCE = 500;
  private static final int OUTGOING = 1000;
  private static final int REMEMBERED = 1000;
  private static final double SMALLEST_STEP = 0.01;

  private final RedisLink link;
  private final String node;
  private final LocalJobEvents here = new LocalJobEvents();
  private final BlockingQueue<JobEvent> outgoing = new ArrayBlockingQueue<>(OUTGOING);
  private final Map<String, JobEvent> lastSent = new ConcurrentHashMap<>();
  private StreamEntryID lastRead;

  /**
   * @param node told from the other nodes by this name
   */
  RedisJobEvents(RedisLink link, String node) {
    this.link = link;
    this.node = node;
  }

  @Override
  public Subscription subscribe(String jobId, Consumer<JobEvent> listener) {
    return here.subscribe(jobId, listener);
  }

  @Override
  public void publish(JobEvent event) {
    here.deliver(event);
    if (link.isUp() && isWorthSending(event)) {
      outgoing.offer(event);
    }
  }

  /** Engines report progress as often as they like. */
  private boolean isWorthSending(JobEvent event) {
    JobEvent last =
        event.state().isTerminal() ? lastSent.remove(event.jobId()) : lastSent.get(event.jobId());
    boolean worth =
        last == null
            || last.state() != event.state()
            || event.progress() - last.progress() >= SMALLEST_STEP;
    if (lastSent.size() >= REMEMBERED) {
      // Left by jobs that went on elsewhere; the others send one event too many.
      lastSent.clear();
    }
    if (worth && !event.state().isTerminal()) {
      lastSent.put(event.jobId(), event);
    }
    return worth;
  }

  @Override
  public void deliver(JobEvent event) {
    here.deliver(event);
  }

  @Override
  public Set<String> followed() {
    return here.followed();
  }

  /** Sends one event to the other nodes. */
  boolean sendOnce() throws InterruptedException {
    JobEvent event = outgoing.take();
    link.send(
        redis ->
            redis.xadd(
                STREAM,
                XAddParams.xAddParams().maxLen(KEPT).approximateTrimming(),
                EventEntry.of(event, node)));
    return true;
  }

  /** Reads what other nodes sent. */
  @Override
  public boolean once() {
    Optional<List<Map.Entry<String, List<StreamEntry>>>> read = link.attempt(this::read);
    read.ifPresent(streams -> streams.forEach(stream -> stream.getValue().forEach(this::heard)));
    return read.isPresent();
  }

  private List<Map.Entry<String, List<StreamEntry>>> read(RedisClient redis) {
    if (lastRead == null) {
      lastRead = end(redis);
    }
    List<Map.Entry<String, List<StreamEntry>>> entries =
        redis.xread(
            XReadParams.xReadParams().count(AT_ONCE).block(Reader.BLOCK_MILLIS),
            Map.of(STREAM, lastRead));
    return entries == null ? List.of() : entries;
  }

  /** Id of the newest entry: what happened before this node was there is nobody's news. */
  private static StreamEntryID end(RedisClient redis) {
    List<StreamEntry> newest = redis.xrevrange(STREAM, "+", "-", 1);
    return newest.isEmpty() ? new StreamEntryID() : newest.get(0).getID();
  }

  private void heard(StreamEntry entry) {
    lastRead = entry.getID();
    if (!EventEntry.isFrom(node, entry.getFields())) {
      EventEntry.read(entry.getFields()).ifPresent(here::deliver);
    }
  }
}
