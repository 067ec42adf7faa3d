package io.throughline.app.it;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A multipart/form-data body, which may also be a wrong one. */
public final class Form {

  static final String BOUNDARY = "throughline-test-boundary";

  private final ByteArrayOutputStream parts = new ByteArrayOutputStream();

  /** A form with one recording and nothing else. */
  public static Form of(byte[] recording) {
    return new Form().file("file", "recording.wav", recording);
  }

  public Form field(String name, String value) {
    return part("name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
  }

  Form file(String name, String fileName, byte[] content) {
    return part(
        "name=\"" + name + "\"; filename=\"" + fileName + "\"\r\nContent-Type: audio/wav", content);
  }

  /** A part with these headers after {@code form-data}, as they are. */
  Form part(String disposition, byte[] content) {
    write("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n");
    parts.writeBytes(content);
    write("\r\n");
    return this;
  }

  private void write(String text) {
    parts.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  public String contentType() {
    return "multipart/form-data; boundary=" + BOUNDARY;
  }

  public byte[] bytes() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(parts.toByteArray());
    whole.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return whole.toByteArray();
  }
}
