package io.throughline.job.control;

import io.throughline.job.control.JobStore.ClaimedJob;
import io.throughline.job.control.JobStore.Turn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whose job is next. Tenants take turns, so that one with many jobs does not make the
 * others wait; within a tenant the highest priority goes first, but every fourth turn goes to the
 * job that has waited longest, so that none waits for ever. For one thread.
 */
final class JobClaims {

  private static final int TURNS_TO_THE_OLDEST = 4;

  /** How long a new tenant may stay unseen while others keep the workers busy. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  /** When a tenant was last served, as a number of turn, and how often. */
  private record Served(long last, int times) {}

  private final JobStore store;
  private final String node;
  private final Duration lease;
  private final Clock clock;
  private final Map<String, Served> served = new HashMap<>();
  private List<String> tenants = List.of();
  private Instant lookedAt = Instant.MIN;
  private long turns;

  JobClaims(JobStore store, String node, Duration lease, Clock clock) {
    this.store = store;
    this.node = node;
    this.lease = lease;
    this.clock = clock;
  }

  /**
   * Claims the next due job, if there is one.
   *
   * @param crashesBelow leaves jobs alone whose server has died so many times
   */
  Optional<ClaimedJob> next(int crashesBelow) {
    boolean fresh = look(clock.instant().minus(LOOK_AGAIN).isAfter(lookedAt));
    Optional<ClaimedJob> claimed = claim(crashesBelow);
    if (claimed.isEmpty() && !fresh) {
      look(true);
      claimed = claim(crashesBelow);
    }
    return claimed;
  }

  private boolean look(boolean now) {
    if (now) {
      tenants = store.waitingTenants();
      served.keySet().retainAll(tenants);
      lookedAt = clock.instant();
    }
    return now;
  }

  private Optional<ClaimedJob> claim(int crashesBelow) {
    List<String> order = new ArrayList<>(tenants);
    order.sort(Comparator.comparingLong(tenant -> servedTo(tenant).last()));
    for (String tenant : order) {
      Served before = servedTo(tenant);
      boolean oldestFirst = before.times() % TURNS_TO_THE_OLDEST == TURNS_TO_THE_OLDEST - 1;
      Optional<ClaimedJob> claimed =
          store.claim(node, lease, new Turn(tenant, oldestFirst, crashesBelow));
      if (claimed.isPresent()) {
        served.put(tenant, new Served(++turns, before.times() + 1));
        return claimed;
      }
    }
    return Optional.empty();
  }

  private Served servedTo(String tenant) {
    return served.getOrDefault(tenant, new Served(0, 0));
  }
}
