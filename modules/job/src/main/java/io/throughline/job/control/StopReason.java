package io.throughline.job.control;

/** Why a running attempt was interrupted. */
enum StopReason {
  CANCELLED,
  LEASE_LOST,
  DRAINING
}
