package io.throughline.job.control;

import io.throughline.job.webhook.InMemoryWebhookStore;
import io.throughline.job.webhook.WebhookStore;
import java.time.Duration;

/** The store of the other tests keeps to the rules of the real one. */
class InMemoryJobStoreTest implements JobLeaseContract, JobStageContract, WebhookStoreContract {

  private final SettableClock clock = new SettableClock();
  private final JobStore store = new InMemoryJobStore(clock);
  private final WebhookStore webhooks = new InMemoryWebhookStore(store::find, clock);

  @Override
  public JobStore store() {
    return store;
  }

  @Override
  public WebhookStore webhooks() {
    return webhooks;
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
