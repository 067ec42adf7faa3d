package io.throughline.upload.control;

import io.throughline.upload.api.FormParts;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaRejectedException.Reason;
import io.throughline.upload.api.ReceivedForm;
import io.throughline.upload.api.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.fileupload2.core.MultipartInput;

/** One form being read, part by part. */
final class FormReading {

  /** A transcript of some ten hours of speech, word by word. */
  private static final int MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

  private final MultipartInput input;
  private final UploadLimits limits;
  private final FormParts parts;
  private final FileParts files;
  private final Set<String> names = new HashSet<>();
  private final Map<String, List<String>> fields = new LinkedHashMap<>();
  private final Map<String, Upload> uploads = new LinkedHashMap<>();

  FormReading(MultipartInput input, UploadLimits limits, FormParts parts, FileParts files) {
    this.input = input;
    this.limits = limits;
    this.parts = parts;
    this.files = files;
  }

  ReceivedForm read() throws MediaRejectedException, IOException {
    int count = 0;
    for (boolean more = input.skipPreamble(); more; more = input.readBoundary()) {
      if (++count > limits.maxParts()) {
        throw malformed("The form has more than the " + limits.maxParts() + " parts allowed");
      }
      readPart(PartHeaders.of(input.readHeaders()));
    }
    if (count == 0) {
      throw malformed("The form has no parts");
    }
    return new ReceivedForm(fields, uploads);
  }

  private void readPart(PartHeaders headers) throws MediaRejectedException, IOException {
    String name = headers.name();
    if (name.isBlank()) {
      throw malformed("A part of the form has no name");
    }
    if (!names.add(name) && (!name.endsWith("[]") || parts.media().contains(name))) {
      throw malformed("A part of the form is there twice");
    }
    // never closed: closing reads the rest of the part, also of one that was just refused
    InputStream content = input.newInputStream();
    if (parts.media().contains(name)) {
      uploads.put(name, files.receive(name, content));
    } else if (parts.documents().contains(name)) {
      add(name, text(content, MAX_DOCUMENT_BYTES));
    } else if (headers.isFile()) {
      content.transferTo(OutputStream.nullOutputStream());
    } else {
      add(name, text(content, limits.maxFieldBytes()));
    }
  }

  private void add(String name, String text) {
    fields.computeIfAbsent(name, n -> new ArrayList<>()).add(text);
  }

  private static String text(InputStream content, int maxBytes)
      throws MediaRejectedException, IOException {
    byte[] bytes = content.readNBytes(maxBytes + 1);
    if (bytes.length > maxBytes) {
      throw new MediaRejectedException(
          Reason.TOO_LARGE,
          "body",
          "A text field is larger than the " + maxBytes + " bytes allowed");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static MediaRejectedException malformed(String message) {
    return new MediaRejectedException(Reason.MALFORMED_MULTIPART, "body", message);
  }
}
