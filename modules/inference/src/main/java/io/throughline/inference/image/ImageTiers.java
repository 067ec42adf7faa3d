package io.throughline.inference.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The limits that callers are held to, by tier. None is above what the server takes from anybody.
 * Immutable.
 *
 * @param all in the order of their configuration
 * @param callers tier of every caller, until there is authentication
 */
public record ImageTiers(List<ImageLimits> all, ImageLimits callers) {

  private static final String SETTING = "THROUGHLINE_IMAGE_TIERS";
  private static final Pattern TIER =
      Pattern.compile("([a-z0-9-]{1,32}):(\\d{1,15}),(\\d{1,15}),(\\d{1,15})");

  public ImageTiers {
    all = List.copyOf(all);
  }

  /**
   * Reads what is configured.
   *
   * @param tiers as {@code name:max_bytes,max_pixels,max_output_pixels}; without any there is one,
   *     the server's
   * @param callers name of the tier that callers have; the first one without it
   * @param server what the server takes from anybody
   * @throws IllegalArgumentException if something is wrong; the message names the setting
   */
  public static ImageTiers of(List<String> tiers, Optional<String> callers, ImageLimits server) {
    List<ImageLimits> all = new ArrayList<>();
    for (String tier : tiers) {
      ImageLimits limits = tier(tier.strip(), server);
      if (all.stream().anyMatch(other -> other.tier().equals(limits.tier()))) {
        throw new IllegalArgumentException(SETTING + " has the tier " + limits.tier() + " twice");
      }
      all.add(limits);
    }
    if (all.isEmpty()) {
      all.add(server);
    }
    String wanted = callers.orElse(all.get(0).tier());
    return new ImageTiers(
        all,
        all.stream()
            .filter(limits -> limits.tier().equals(wanted))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "THROUGHLINE_IMAGE_TIER="
                            + wanted
                            + " is no tier; there are "
                            + all.stream().map(ImageLimits::tier).toList())));
  }

  private static ImageLimits tier(String text, ImageLimits server) {
    Matcher form = TIER.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          SETTING
              + " must be like free:5000000,4000000,16000000;pro:... with each tier's most bytes,"
              + " pixels and pixels of a result");
    }
    ImageLimits limits =
        new ImageLimits(
            form.group(1),
            Long.parseLong(form.group(2)),
            Long.parseLong(form.group(3)),
            Long.parseLong(form.group(4)));
    if (limits.maxBytes() > server.maxBytes()
        || limits.maxPixels() > server.maxPixels()
        || limits.maxOutputPixels() > server.maxOutputPixels()) {
      throw new IllegalArgumentException(
          SETTING
              + " allows the tier "
              + limits.tier()
              + " more than THROUGHLINE_UPLOAD_MAX_BYTES, THROUGHLINE_IMAGE_MAX_PIXELS or"
              + " THROUGHLINE_IMAGE_MAX_OUTPUT_PIXELS allow anybody");
    }
    return limits;
  }
}
