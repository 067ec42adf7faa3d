package io.throughline.search.store.lucene;

import java.io.IOException;

/** Another server has the index open, and only one can write it. */
final class IndexInUseException extends IOException {

  private static final long serialVersionUID = 1L;

  IndexInUseException(IOException cause) {
    super("another server uses this search index: each needs its own THROUGHLINE_DATA_DIR", cause);
  }
}
