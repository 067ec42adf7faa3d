package io.throughline.search.store;

import io.throughline.search.control.DocumentStore;
import io.throughline.search.control.PassageIndex;
import java.util.Map;

/** An index with the documents it is of, as a server has them. */
public interface MeasuredIndex extends AutoCloseable {

  DocumentStore documents();

  PassageIndex index();

  /** Bytes on disk, by what they hold. */
  Map<String, Long> disk() throws Exception;
}
