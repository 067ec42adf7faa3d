package io.throughline.upload.control;

import java.util.Locale;
import java.util.Map;
import org.apache.commons.fileupload2.core.ParameterParser;

/**
 * What is taken from a part's headers. That there is a file name matters, the name itself is
 * dropped here.
 *
 * @param name the part's name; empty if this is no part of a form
 * @param isFile the client says it is a file
 */
record PartHeaders(String name, boolean isFile) {

  private static final String DISPOSITION = "content-disposition:";

  static PartHeaders of(String headers) {
    for (String line : headers.split("\r\n")) {
      if (line.toLowerCase(Locale.ROOT).startsWith(DISPOSITION)) {
        Map<String, String> parameters = parameters(line.substring(DISPOSITION.length()));
        boolean isFile = parameters.containsKey("filename") || parameters.containsKey("filename*");
        String name = parameters.containsKey("form-data") ? parameters.get("name") : null;
        return new PartHeaders(name == null ? "" : name, isFile);
      }
    }
    return new PartHeaders("", false);
  }

  /** Parameters of a header by lower-case name; the value before them is a name too. */
  static Map<String, String> parameters(String value) {
    ParameterParser parser = new ParameterParser();
    parser.setLowerCaseNames(true);
    return parser.parse(value, ';');
  }
}
