package io.throughline.upload.control;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A multipart body under construction. */
final class FormBody {

  static final String BOUNDARY = "----test-boundary-7MA4YWxk";
  static final String CONTENT_TYPE = "multipart/form-data; boundary=" + BOUNDARY;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  FormBody field(String name, String value) {
    return part("form-data; name=\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8));
  }

  FormBody file(String name, String fileName, byte[] content) {
    return part("form-data; name=\"" + name + "\"; filename=\"" + fileName + "\"", content);
  }

  FormBody part(String disposition, byte[] content) {
    startPart(disposition);
    out.writeBytes(content);
    return raw("\r\n");
  }

  FormBody startPart(String disposition) {
    raw("--" + BOUNDARY + "\r\nContent-Disposition: " + disposition + "\r\n");
    return raw("Content-Type: application/octet-stream\r\n\r\n");
  }

  FormBody raw(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  FormBody end() {
    return raw("--" + BOUNDARY + "--\r\n");
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  InputStream stream() {
    return new ByteArrayInputStream(bytes());
  }
}
