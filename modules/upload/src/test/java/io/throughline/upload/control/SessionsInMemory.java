package io.throughline.upload.control;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The tables as a map; one call at a time. */
final class SessionsInMemory implements UploadSessionStore {

  private record Row(UploadSession session, List<SessionPart> parts, boolean emptied) {

    Row with(UploadSession changed, List<SessionPart> all, boolean nowEmptied) {
      return new Row(changed, List.copyOf(all), nowEmptied);
    }
  }

  private final Map<String, Row> rows = new TreeMap<>();

  @Override
  public synchronized void create(UploadSession session, Instant now) {
    rows.put(session.id(), new Row(session, List.of(), false));
  }

  @Override
  public synchronized Optional<UploadSession> find(String id) {
    return Optional.ofNullable(rows.get(id)).map(Row::session);
  }

  @Override
  public synchronized Set<String> filled(Collection<String> ids) {
    return ids.stream()
        .filter(id -> rows.containsKey(id) && !rows.get(id).emptied())
        .collect(Collectors.toSet());
  }

  @Override
  public synchronized List<SessionPart> parts(String id) {
    return rows.containsKey(id) ? rows.get(id).parts() : List.of();
  }

  @Override
  public synchronized boolean append(
      String id, long offset, List<SessionPart> parts, Instant now, Instant expiresAt) {
    Row row = rows.get(id);
    if (row == null || row.session().offset() != offset || row.session().isExpired(now)) {
      return false;
    }
    List<SessionPart> all = new ArrayList<>(row.parts());
    all.addAll(parts);
    long end = offset + parts.stream().mapToLong(SessionPart::size).sum();
    rows.put(id, row.with(row.session().advanced(end, expiresAt), all, false));
    return true;
  }

  @Override
  public synchronized boolean delete(String id) {
    return rows.remove(id) != null;
  }

  @Override
  public synchronized List<String> close(Instant now) {
    rows.replaceAll(
        (id, row) ->
            row.session().isExpired(now)
                ? row.with(closed(row.session()), row.parts(), row.emptied())
                : row);
    return rows.values().stream()
        .filter(row -> !row.session().open() && !row.emptied())
        .map(row -> row.session().id())
        .toList();
  }

  private static UploadSession closed(UploadSession s) {
    return new UploadSession(s.id(), s.length(), s.offset(), s.metadata(), s.expiresAt(), false);
  }

  @Override
  public synchronized void emptied(String id) {
    rows.computeIfPresent(
        id, (key, row) -> row.session().open() ? row : row.with(row.session(), List.of(), true));
  }

  @Override
  public synchronized void forget(Instant before) {
    rows.values().removeIf(row -> row.emptied() && row.session().expiresAt().isBefore(before));
  }
}
