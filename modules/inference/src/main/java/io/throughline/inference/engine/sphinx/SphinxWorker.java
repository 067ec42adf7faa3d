package io.throughline.inference.engine.sphinx;

/** Something loaded that serves one thread at a time. */
interface SphinxWorker extends AutoCloseable {

  @Override
  void close();
}
