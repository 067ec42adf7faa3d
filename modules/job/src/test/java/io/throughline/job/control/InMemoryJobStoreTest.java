package io.throughline.job.control;

import io.throughline.job.webhook.InMemoryWebhookStore;
import io.throughline.job.webhook.WebhookStore;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;

/** The store of the other tests keeps to the rules of the real one. */
class InMemoryJobStoreTest
    implements JobLeaseContract, JobStageContract, StageOfferContract, JobRetentionContract {

  private final SettableClock clock = new SettableClock();
  private final InMemoryJobStore store = new InMemoryJobStore(clock);
  private final StageOffers offers = new InMemoryStageOffers(store, clock);
  private final WebhookStore webhooks = new InMemoryWebhookStore(store::find, clock);

  @BeforeEach
  void letJobsWaitForTheirWebhooks() {
    store.waiting =
        id -> webhooks.find(id).filter(webhook -> webhook.state().equals("pending")).isPresent();
  }

  @Override
  public JobStore store() {
    return store;
  }

  @Override
  public StageOffers offers() {
    return offers;
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
