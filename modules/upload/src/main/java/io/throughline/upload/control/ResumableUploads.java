package io.throughline.upload.control;

import io.throughline.telemetry.api.LoggedFailure;
import io.throughline.telemetry.api.Telemetry;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaRejectedException.Reason;
import io.throughline.upload.api.ObjectStorage;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Uploads that arrive in pieces and survive broken connections and servers: the semantics of tus
 * 1.0 without its HTTP. Any node takes any piece if nodes share database and object storage.
 * Thread-safe.
 */
public final class ResumableUploads {

  private static final Logger LOG = System.getLogger(ResumableUploads.class.getName());

  private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,36}");

  private final UploadSessionStore sessions;
  private final PartStore parts;
  private final UploadLimits limits;
  private final Duration lifetime;
  private final Clock clock;
  private final Supplier<String> ids;

  /**
   * @param storage where parts go; traced already where wanted
   * @param lifetime how long an upload waits for its next piece, or to be used
   * @param ids makes ids of lower-case letters, digits and dashes that cannot be guessed
   */
  public ResumableUploads(
      UploadSessionStore sessions,
      ObjectStorage storage,
      Telemetry telemetry,
      UploadLimits limits,
      Duration lifetime,
      Clock clock,
      Supplier<String> ids) {
    if (lifetime.toSeconds() < 1) {
      throw new IllegalArgumentException("throughline.upload.expiry must be at least PT1S");
    }
    this.sessions = sessions;
    this.parts = new PartStore(storage, telemetry, ids);
    this.limits = limits;
    this.lifetime = lifetime;
    this.clock = clock;
    this.ids = ids;
  }

  /** How long an upload waits for its next piece, or to be used. */
  public Duration lifetime() {
    return lifetime;
  }

  /** Bytes of the largest file. */
  public long maxBytes() {
    return limits.maxBytes();
  }

  /**
   * Begins an upload.
   *
   * @param length bytes of the whole file
   * @param metadata value of {@code Upload-Metadata}, or null
   * @throws MediaRejectedException if the file is too large or the metadata malformed
   */
  public UploadSession create(long length, String metadata) throws MediaRejectedException {
    if (length > limits.maxBytes()) {
      throw new MediaRejectedException(
          Reason.TOO_LARGE,
          "Upload-Length",
          "The file is larger than the " + limits.maxBytes() + " bytes allowed");
    }
    UploadSession session =
        new UploadSession(
            ids.get(),
            length,
            0,
            UploadMetadata.of(metadata),
            clock.instant().plus(lifetime),
            true);
    sessions.create(session, clock.instant());
    return session;
  }

  /**
   * An upload that still takes bytes or can be used.
   *
   * @throws MediaRejectedException if it is unknown or has expired
   */
  public UploadSession find(String id) throws MediaRejectedException {
    // what is no id is not looked up: databases refuse some characters
    Optional<UploadSession> session =
        ID.matcher(id).matches() ? sessions.find(id) : Optional.empty();
    if (session.isEmpty()) {
      throw new MediaRejectedException(Reason.UNKNOWN_UPLOAD, null, "There is no such upload");
    }
    if (session.get().isExpired(clock.instant())) {
      throw new MediaRejectedException(Reason.UPLOAD_EXPIRED, null, "The upload has expired");
    }
    return session.get();
  }

  /**
   * Adds stored parts to an upload, if it still is as it was when they were stored.
   *
   * @throws MediaRejectedException if not
   */
  UploadSession append(UploadSession session, List<SessionPart> added)
      throws MediaRejectedException {
    if (added.isEmpty()) {
      return session;
    }
    Instant now = clock.instant();
    Instant expiry = now.plus(lifetime);
    if (!sessions.append(session.id(), session.offset(), added, now, expiry)) {
      find(session.id());
      throw offsetMismatch();
    }
    long bytes = added.stream().mapToLong(SessionPart::size).sum();
    return session.advanced(session.offset() + bytes, expiry);
  }

  static MediaRejectedException offsetMismatch() {
    return new MediaRejectedException(
        Reason.OFFSET_MISMATCH, "Upload-Offset", "The upload does not end at this offset");
  }

  /** The parts of an upload, in order. */
  List<SessionPart> parts(String id) {
    return sessions.parts(id);
  }

  PartStore parts() {
    return parts;
  }

  UploadLimits limits() {
    return limits;
  }

  /**
   * Ends an upload and forgets what came of it.
   *
   * @throws MediaRejectedException if it is unknown or has expired
   */
  public void terminate(String id) throws MediaRejectedException, IOException {
    UploadSession session = find(id);
    // the row first: what is stored for it meanwhile is refused then and deleted by who stored it
    sessions.delete(session.id());
    parts.deleteAll(session.id());
  }

  /**
   * Deletes what expired uploads have stored. They are remembered as expired for as long as they
   * lived.
   *
   * @return how many uploads expired
   */
  public int expire() {
    int emptied = 0;
    for (String id : sessions.close(clock.instant())) {
      try {
        parts.deleteAll(id);
        sessions.emptied(id);
        emptied++;
      } catch (IOException | RuntimeException e) {
        LOG.log(
            Level.WARNING,
            "An expired upload keeps its storage until the next look",
            LoggedFailure.of(e));
      }
    }
    sessions.forget(clock.instant().minus(lifetime));
    return emptied;
  }
}
