package io.throughline.job.control;

import java.time.Duration;

/** The store of the other tests keeps to the rules of the real one. */
class InMemoryJobStoreTest implements JobLeaseContract, JobStageContract {

  private final SettableClock clock = new SettableClock();
  private final JobStore store = new InMemoryJobStore(clock);

  @Override
  public JobStore store() {
    return store;
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
