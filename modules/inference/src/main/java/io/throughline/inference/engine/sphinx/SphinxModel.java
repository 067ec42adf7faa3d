package io.throughline.inference.engine.sphinx;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Loaded Sphinx decoders, one per core up to a limit, because a decoder works on one utterance at a
 * time and holds its own models.
 */
public final class SphinxModel implements AutoCloseable {

  /** Each decoder holds about 160 MB; more cores than this gain little on one recording. */
  private static final int MAX_DECODERS = 4;

  private final BlockingQueue<SphinxDecoder> idle;
  private final int size;

  private SphinxModel(List<SphinxDecoder> decoders) {
    this.size = decoders.size();
    this.idle = new ArrayBlockingQueue<>(size, true, decoders);
  }

  static SphinxModel load(String configuration) {
    int count = Math.min(MAX_DECODERS, Runtime.getRuntime().availableProcessors());
    List<SphinxDecoder> decoders = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      decoders.add(SphinxDecoder.load(configuration));
    }
    return new SphinxModel(decoders);
  }

  int size() {
    return size;
  }

  /** Lends a decoder to {@code use}, waiting until one is free. */
  <R> R with(DecoderUse<R> use) throws InterruptedException {
    SphinxDecoder decoder = idle.take();
    try {
      return use.apply(decoder);
    } finally {
      idle.add(decoder);
    }
  }

  /** Frees the decoders; waits for none, so those still lent are left to the garbage collector. */
  @Override
  public void close() {
    for (SphinxDecoder decoder = idle.poll(); decoder != null; decoder = idle.poll()) {
      decoder.close();
    }
  }

  @FunctionalInterface
  interface DecoderUse<R> {
    R apply(SphinxDecoder decoder) throws InterruptedException;
  }
}
