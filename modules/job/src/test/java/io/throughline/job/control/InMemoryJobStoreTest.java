package io.throughline.job.control;

import java.time.Duration;

/** The store of the other tests keeps to the rules of the real one. */
class InMemoryJobStoreTest implements JobLeaseContract, JobStageContract, StageOfferContract {

  private final SettableClock clock = new SettableClock();
  private final InMemoryJobStore store = new InMemoryJobStore(clock);
  private final StageOffers offers = new InMemoryStageOffers(store, clock);

  @Override
  public JobStore store() {
    return store;
  }

  @Override
  public StageOffers offers() {
    return offers;
  }

  @Override
  public SettableClock clock() {
    return clock;
  }

  @Override
  public void pass(Duration duration) {
    clock.advance(duration);
  }
}
