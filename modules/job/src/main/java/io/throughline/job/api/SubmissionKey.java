package io.throughline.job.api;

import io.throughline.job.api.IdempotencyKeys.Reservation;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/** The Idempotency-Key of the current request, if it came with one. */
@RequestScoped
public class SubmissionKey {

  private Reservation reservation;

  /** Sets the key at the start of the request. */
  public void hold(Reservation held) {
    reservation = held;
  }

  /** The job that an earlier request with this key made; see {@link Reservation#earlier}. */
  public Optional<String> earlier(String fingerprint) {
    return reservation == null ? Optional.empty() : reservation.earlier(fingerprint);
  }

  /** Binds the key to a job within the current transaction; see {@link Reservation#submitted}. */
  public void submitted(String fingerprint, String jobId) {
    if (reservation != null) {
      reservation.submitted(fingerprint, jobId);
    }
  }
}
