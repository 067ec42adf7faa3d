package io.throughline.upload.control;

import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaRejectedException.Reason;

/** Where a body comes from, and so how its faults are told. */
enum BodyOrigin {
  /** The client that is being answered. */
  FORM("body", "request", "body", Reason.TOO_SLOW, Reason.LENGTH_MISMATCH),
  /** A server that the client named. */
  URL("url", "file", "file", Reason.URL_TOO_SLOW, Reason.URL_UNREACHABLE);

  private final String field;
  private final String whole;
  private final String part;
  private final Reason tooSlow;
  private final Reason wrongLength;

  BodyOrigin(String field, String whole, String part, Reason tooSlow, Reason wrongLength) {
    this.field = field;
    this.whole = whole;
    this.part = part;
    this.tooSlow = tooSlow;
    this.wrongLength = wrongLength;
  }

  MediaRejectedException tooLarge(UploadLimits limits) {
    return rejection(
        Reason.TOO_LARGE,
        "The " + whole + " is larger than the " + limits.maxBytes() + " bytes allowed");
  }

  MediaRejectedException tooSlow(UploadLimits limits) {
    return rejection(
        tooSlow,
        "The " + part + " arrived at less than " + limits.minBytesPerSecond() + " bytes a second");
  }

  MediaRejectedException stalled() {
    return rejection(tooSlow, "Nothing of the " + part + " arrived for too long");
  }

  MediaRejectedException overtime() {
    return rejection(tooSlow, "The " + part + " did not arrive in the time allowed");
  }

  MediaRejectedException tooShort() {
    return rejection(wrongLength, "The " + part + " ended before its declared length");
  }

  MediaRejectedException tooLong() {
    return rejection(wrongLength, "The " + part + " is longer than its declared length");
  }

  MediaRejectedException brokeOff() {
    return rejection(wrongLength, "The " + part + " broke off");
  }

  private MediaRejectedException rejection(Reason reason, String message) {
    return new MediaRejectedException(reason, field, message);
  }
}
