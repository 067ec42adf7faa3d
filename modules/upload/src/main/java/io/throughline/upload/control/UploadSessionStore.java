package io.throughline.upload.control;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The tables of uploads that arrive in pieces. Every method is one transaction, durable when it
 * returns. Thread-safe. Every adapter passes UploadSessionContract.
 */
public interface UploadSessionStore {

  /** Adds a session without bytes. */
  void create(UploadSession session, Instant now);

  /** A session, also one that has expired; empty if there is none. */
  Optional<UploadSession> find(String id);

  /** Those of these sessions that are there and were not {@linkplain #emptied emptied}. */
  Set<String> filled(Collection<String> ids);

  /** A session's parts, from the file's start to its offset. */
  List<SessionPart> parts(String id);

  /**
   * Adds parts that follow each other from {@code offset} on.
   *
   * @param now a session whose time is over takes nothing
   * @param expiresAt when the session expires from now on
   * @return false if the session is not open, has expired or does not end at {@code offset}: then
   *     nothing has changed
   */
  boolean append(String id, long offset, List<SessionPart> parts, Instant now, Instant expiresAt);

  /** Removes a session and its parts; false if there is none. */
  boolean delete(String id);

  /**
   * Closes the sessions whose time is over.
   *
   * @return every closed session that was not {@linkplain #emptied emptied}, by id
   */
  List<String> close(Instant now);

  /** Notes that a closed session's objects are deleted; its row stays. An open one is kept. */
  void emptied(String id);

  /** Removes emptied sessions that expired before then. */
  void forget(Instant before);
}
