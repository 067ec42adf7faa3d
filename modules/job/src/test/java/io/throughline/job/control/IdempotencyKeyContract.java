package io.throughline.job.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.job.api.IdempotencyKeyException;
import io.throughline.job.api.IdempotencyKeyException.Reason;
import io.throughline.job.api.IdempotencyKeys;
import io.throughline.job.api.IdempotencyKeys.Reservation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link IdempotencyKeyStore} does, through {@link HashedKeys}. */
public interface IdempotencyKeyContract extends JobStoreContract {

  String PRINT = "a".repeat(64);

  /** No key is taken. */
  IdempotencyKeyStore keys();

  private IdempotencyKeys idempotency() {
    return new HashedKeys(keys());
  }

  @Test
  default void theSecondRequestWithAKeyGetsTheJobOfTheFirst() {
    String job = submitted();
    try (Reservation first = idempotency().reserve("default", "key")) {
      assertThat(first.earlier(PRINT)).isEmpty();
      first.submitted(PRINT, job);
      assertThat(first.replayed()).isFalse();
    }

    try (Reservation second = idempotency().reserve("default", "key")) {
      assertThat(second.earlier(PRINT)).contains(job);
      assertThat(second.replayed()).isTrue();
    }
    try (Reservation third = idempotency().reserve("default", "key")) {
      assertThat(third.earlier(PRINT)).contains(job);
    }
  }

  @Test
  default void anotherRequestWithTheSameKeyIsRefused() {
    bound("key", submitted());

    try (Reservation second = idempotency().reserve("default", "key")) {
      assertThatThrownBy(() -> second.earlier("b".repeat(64)))
          .isInstanceOfSatisfying(
              IdempotencyKeyException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REUSED));
    }
  }

  @Test
  default void aKeyIsInUseUntilItsRequestIsAnswered() {
    Reservation first = idempotency().reserve("default", "key");
    assertInUse("key");

    first.close();

    assertThat(idempotency().reserve("default", "key").replayed()).isFalse();
  }

  @Test
  default void keysOfOtherTenantsAreOtherKeys() {
    idempotency().reserve("default", "key");

    assertThat(idempotency().reserve("acme", "key").replayed()).isFalse();
  }

  @Test
  default void aKeyThatADeadServerHeldIsFreeAfterAWhile() {
    Reservation dead = idempotency().reserve("default", "key");
    String job = submitted();
    pass(Duration.ofMinutes(31));

    assertThat(idempotency().reserve("default", "key").replayed()).isFalse();

    assertThatThrownBy(() -> dead.submitted(PRINT, job))
        .isInstanceOf(IdempotencyKeyException.class);
    dead.close();
    assertInUse("key");
  }

  @Test
  default void aKeyIsForgottenAfterADayOrWithItsJob() {
    bound("old", submitted());
    pass(Duration.ofHours(25));
    assertThat(idempotency().reserve("default", "old").replayed()).isFalse();

    String job = submitted();
    bound("deleted", job);
    store().requestCancel(job);
    store().delete(job);
    assertThat(idempotency().reserve("default", "deleted").replayed()).isFalse();
  }

  @Test
  default void ofManyAtOnceOneGetsTheKey() throws Exception {
    int many = 8;
    ExecutorService threads = Executors.newFixedThreadPool(many);
    CyclicBarrier together = new CyclicBarrier(many);
    try {
      List<Future<Boolean>> asked = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        asked.add(
            threads.submit(
                () -> {
                  together.await();
                  try {
                    idempotency().reserve("default", "key");
                    return true;
                  } catch (IdempotencyKeyException e) {
                    return false;
                  }
                }));
      }
      int got = 0;
      for (Future<Boolean> one : asked) {
        got += one.get() ? 1 : 0;
      }
      assertThat(got).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  private void bound(String key, String job) {
    try (Reservation reservation = idempotency().reserve("default", key)) {
      reservation.submitted(PRINT, job);
    }
  }

  private void assertInUse(String key) {
    assertThatThrownBy(() -> idempotency().reserve("default", key))
        .isInstanceOfSatisfying(
            IdempotencyKeyException.class, e -> assertThat(e.reason()).isEqualTo(Reason.IN_USE));
  }
}
