package io.throughline.inference.engine.gpu;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The compiled kernels that are shipped. */
final class Ptx {

  private Ptx() {}

  /** A module's text, as bytes with the zero at the end that drivers want. */
  static byte[] module(String name) {
    byte[] text = resource(name + ".ptx");
    byte[] ended = new byte[text.length + 1];
    System.arraycopy(text, 0, ended, 0, text.length);
    return ended;
  }

  static byte[] resource(String name) {
    try (InputStream in = Ptx.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from this build");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
