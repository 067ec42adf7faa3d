package io.throughline.job.store;

import io.throughline.job.api.JobFilter;
import jakarta.persistence.Query;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The conditions of a {@link JobFilter} in SQL: only those that are asked for, so that the database
 * can use its indexes.
 *
 * @param where empty, or starting with {@code where}
 * @param values of its parameters, in order
 */
record Matching(String where, List<Object> values) {

  Matching {
    values = List.copyOf(values);
  }

  static Matching of(JobFilter filter) {
    List<String> conditions = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    if (!filter.types().isEmpty()) {
      values.addAll(filter.types().stream().sorted().toList());
      conditions.add(
          "type in (" + String.join(", ", Collections.nCopies(values.size(), "?")) + ")");
    }
    if (filter.state().isPresent()) {
      values.add(filter.state().get().id());
      conditions.add("state = ?");
    }
    String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    return new Matching(where, values);
  }

  /** Gives the values to a query that begins with these conditions. */
  Query bind(Query query) {
    for (int i = 0; i < values.size(); i++) {
      query.setParameter(i + 1, values.get(i));
    }
    return query;
  }
}
