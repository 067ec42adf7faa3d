package io.throughline.job.control;

import io.throughline.job.api.JobStage;
import io.throughline.job.api.JobState;
import io.throughline.job.control.JobStore.Lease;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@link StageOffers} of an {@link InMemoryJobStore}; passes StageOfferContract. */
final class InMemoryStageOffers implements StageOffers {

  /** An offer; {@code taker} is null until somebody takes it. */
  private static final class Offer {
    private final int attempt;
    private StageLease taker;
    private Instant until;

    Offer(int attempt) {
      this.attempt = attempt;
    }
  }

  private record Place(String jobId, String stage) {}

  private final InMemoryJobStore store;
  private final Clock clock;
  private final Map<Place, Offer> offers = new HashMap<>();

  InMemoryStageOffers(InMemoryJobStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Override
  public boolean offer(Lease attempt, String stage) {
    synchronized (store) {
      boolean held = store.held(attempt, row -> {});
      if (held) {
        offers.put(new Place(attempt.jobId(), stage), new Offer(attempt.attempt()));
      }
      return held;
    }
  }

  @Override
  public boolean takeBack(Lease attempt, String stage) {
    synchronized (store) {
      Place place = new Place(attempt.jobId(), stage);
      Offer offer = offers.get(place);
      boolean back =
          offer != null
              && offer.attempt == attempt.attempt()
              && store.held(attempt, row -> {})
              && (offer.taker == null || !offer.until.isAfter(clock.instant()));
      if (back) {
        offers.remove(place);
        become(attempt.jobId(), stage, s -> changed(s, "pending"));
      }
      return back;
    }
  }

  @Override
  public Optional<String> output(Lease attempt, String stage) {
    synchronized (store) {
      boolean held = store.held(attempt, row -> {});
      return held
          ? store.row(attempt.jobId()).map(row -> row.outputs.get(stage))
          : Optional.empty();
    }
  }

  @Override
  public Optional<ClaimedStage> claim(String node, Duration lease) {
    synchronized (store) {
      for (Map.Entry<Place, Offer> entry : offers.entrySet()) {
        Place place = entry.getKey();
        Offer offer = entry.getValue();
        if (offer.taker == null && runs(place.jobId(), offer.attempt)) {
          offer.taker = new StageLease(place.jobId(), offer.attempt, place.stage(), node);
          offer.until = clock.instant().plus(lease);
          become(place.jobId(), place.stage(), s -> changed(s, "running"));
          JobRow row = store.row(place.jobId()).orElseThrow();
          return Optional.of(
              new ClaimedStage(
                  row.job(), offer.taker, row.outputs, row.attemptSpans.get(offer.attempt)));
        }
      }
      return Optional.empty();
    }
  }

  @Override
  public boolean heartbeat(StageLease lease, Duration extension) {
    synchronized (store) {
      Optional<Offer> held = held(lease);
      held.ifPresent(offer -> offer.until = clock.instant().plus(extension));
      return held.isPresent();
    }
  }

  @Override
  public boolean complete(StageLease lease, Instant startedAt, String output) {
    synchronized (store) {
      boolean held = held(lease).isPresent();
      if (held) {
        offers.remove(new Place(lease.jobId(), lease.stage()));
        Optional<Instant> start = Optional.of(startedAt);
        Optional<Instant> end = Optional.of(clock.instant());
        become(
            lease.jobId(),
            lease.stage(),
            s -> new JobStage(s.name(), s.after(), "completed", start, end));
        store.row(lease.jobId()).orElseThrow().outputs.put(lease.stage(), output);
      }
      return held;
    }
  }

  @Override
  public void giveBack(StageLease lease) {
    synchronized (store) {
      held(lease)
          .ifPresent(
              offer -> {
                offer.taker = new StageLease(lease.jobId(), lease.attempt(), lease.stage(), "");
                offer.until = clock.instant();
              });
    }
  }

  private Optional<Offer> held(StageLease lease) {
    return Optional.ofNullable(offers.get(new Place(lease.jobId(), lease.stage())))
        .filter(offer -> lease.equals(offer.taker))
        .filter(offer -> runs(lease.jobId(), lease.attempt()));
  }

  private boolean runs(String jobId, int attempt) {
    return store
        .row(jobId)
        .filter(row -> row.attempt == attempt && row.state == JobState.RUNNING)
        .isPresent();
  }

  private void become(String jobId, String stage, Function<JobStage, JobStage> change) {
    store
        .row(jobId)
        .orElseThrow()
        .stages
        .computeIfPresent(stage, (name, before) -> change.apply(before));
  }

  private static JobStage changed(JobStage stage, String state) {
    return new JobStage(stage.name(), stage.after(), state, stage.startedAt(), stage.finishedAt());
  }
}
