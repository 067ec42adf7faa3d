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

/**
 * Decides whose jobs are next. Tenants take turns, so that one with many jobs does not make the
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
  private final int lastChance;
  private final Map<String, Served> served = new HashMap<>();
  private List<String> tenants = List.of();
  private Instant lookedAt = Instant.MIN;
  private long turns;

  /**
   * @param lastChance how often the server of a job has died that will not be tried again after one
   *     more such death
   */
  JobClaims(JobStore store, String node, Duration lease, Clock clock, int lastChance) {
    this.store = store;
    this.node = node;
    this.lease = lease;
    this.clock = clock;
    this.lastChance = lastChance;
  }

  /**
   * Claims the next due jobs, if there are any. At most one of them is at its last chance: if that
   * is what kills servers, it must not take a second one with it to its death.
   *
   * @param places at most so many
   * @param lastChanceRuns true if there must be none at its last chance
   */
  List<ClaimedJob> next(int places, boolean lastChanceRuns) {
    boolean fresh = look(clock.instant().minus(LOOK_AGAIN).isAfter(lookedAt));
    List<ClaimedJob> claimed = claim(places, lastChanceRuns);
    if (claimed.isEmpty() && !fresh) {
      look(true);
      claimed = claim(places, lastChanceRuns);
    }
    return claimed;
  }

  /** True for a job that may be what kills servers. */
  boolean isAtLastChance(int crashes) {
    return crashes >= lastChance;
  }

  private boolean look(boolean now) {
    if (now) {
      tenants = store.waitingTenants();
      served.keySet().retainAll(tenants);
      lookedAt = clock.instant();
    }
    return now;
  }

  private List<ClaimedJob> claim(int places, boolean lastChanceRuns) {
    List<String> order = new ArrayList<>(tenants);
    order.sort(Comparator.comparingLong(tenant -> servedTo(tenant).last()));
    List<ClaimedJob> claimed = new ArrayList<>();
    for (String tenant : order) {
      if (claimed.size() < places) {
        boolean taken =
            lastChanceRuns || claimed.stream().anyMatch(job -> isAtLastChance(job.crashes()));
        claimed.addAll(turn(tenant, order.size() == 1 ? places : 1, taken));
      }
    }
    return claimed;
  }

  private List<ClaimedJob> turn(String tenant, int places, boolean lastChanceRuns) {
    int byPriority = TURNS_TO_THE_OLDEST - 1 - servedTo(tenant).times() % TURNS_TO_THE_OLDEST;
    int limit = Math.max(1, Math.min(places, byPriority));
    List<ClaimedJob> claimed = List.of();
    if (limit > 1 || lastChanceRuns) {
      claimed = claim(new Turn(tenant, byPriority == 0, lastChance, limit));
    }
    if (claimed.isEmpty() && !lastChanceRuns) {
      claimed = claim(new Turn(tenant, byPriority == 0, Integer.MAX_VALUE, 1));
    }
    return claimed;
  }

  private List<ClaimedJob> claim(Turn turn) {
    List<ClaimedJob> claimed = store.claim(node, lease, turn);
    if (!claimed.isEmpty()) {
      int times = servedTo(turn.tenant()).times() + claimed.size();
      served.put(turn.tenant(), new Served(++turns, times));
    }
    return claimed;
  }

  private Served servedTo(String tenant) {
    return served.getOrDefault(tenant, new Served(0, 0));
  }
}
