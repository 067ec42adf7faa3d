package io.throughline.upload.control;

import io.throughline.upload.api.ImageProperties;
import io.throughline.upload.api.MediaRejectedException.Reason;
import io.throughline.upload.control.ImageHeader.BrokenHeaderException;
import java.io.IOException;

/** Portable Network Graphics (W3C, third edition): chunks to the last one. */
final class PngHeader {

  private static final int SIGNATURE = 8;

  private PngHeader() {}

  static ImageProperties read(ImageBytes bytes) throws IOException {
    if (!bytes.ascii(SIGNATURE + 4, 4).equals("IHDR") || bytes.u32(SIGNATURE) != 13) {
      throw new BrokenHeaderException("The PNG does not begin with its header");
    }
    long width = bytes.u32(SIGNATURE + 8);
    long height = bytes.u32(SIGNATURE + 12);
    int colour = bytes.u8(SIGNATURE + 17);
    boolean transparent = colour >= 4;
    int orientation = 1;
    long at = SIGNATURE + 25;
    String type = bytes.ascii(at + 4, 4);
    PackedMetadata packed = new PackedMetadata();
    while (!type.equals("IEND")) {
      long length = bytes.u32(at);
      if (type.equals("tRNS")) {
        transparent = true;
      } else if (type.equals("eXIf")) {
        orientation = Exif.orientation(bytes, at + 8, length);
      } else if (PackedMetadata.isIn(type)) {
        packed.add(bytes, type, at + 8, length);
      }
      at += length + 12;
      type = bytes.ascii(at + 4, 4);
    }
    if (bytes.has(at + 12, 1)) {
      throw new BrokenHeaderException(
          Reason.UNSUPPORTED_MEDIA_TYPE, "Something else follows the picture in its file");
    }
    return Sizes.checked(width, height, orientation, transparent);
  }
}
