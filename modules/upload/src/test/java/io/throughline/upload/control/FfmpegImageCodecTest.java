package io.throughline.upload.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.throughline.upload.api.ImageCodec.Encoding;
import io.throughline.upload.api.ImageCodec.ImageFormat;
import io.throughline.upload.api.ImageProperties;
import io.throughline.upload.api.MediaRejectedException;
import io.throughline.upload.api.MediaRejectedException.Reason;
import io.throughline.upload.api.MediaType;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FfmpegImageCodecTest {

  private static final int MAX_PIXELS = 10_000_000;
  private static final int WIDTH = SamplePictures.WIDTH;
  private static final int HEIGHT = SamplePictures.HEIGHT;

  @TempDir Path directory;

  private final FfmpegImageCodec codec = new FfmpegImageCodec(SampleMedia.PROGRAMS, MAX_PIXELS);

  @ParameterizedTest
  @CsvSource({
    "png, image/png",
    "jpg, image/jpeg",
    "gif, image/gif",
    "bmp, image/bmp",
    "tiff, image/tiff"
  })
  void everyFormatShouldBeRecognisedAndDecoded(String format, String mimeType) throws Exception {
    Path file = write(SamplePictures.encoded(format));
    MediaType type = type(file);

    ImageProperties properties = codec.probe(file, type);
    byte[] pixels = decode(file);

    assertThat(type.mimeType()).isEqualTo(mimeType);
    assertThat(properties.width()).isEqualTo(WIDTH);
    assertThat(properties.height()).isEqualTo(HEIGHT);
    int channels = properties.hasAlpha() ? 4 : 3;
    assertColour(pixels, channels, WIDTH, 10, 8, 255, 0, 0);
    assertColour(pixels, channels, WIDTH, 40, 8, 0, 255, 0);
    assertColour(pixels, channels, WIDTH, 24, 24, 0, 0, 255);
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenShouldReadBack(ImageFormat format) throws Exception {
    Path pixels = write(decode(write(SamplePictures.encoded("png"))));
    Path file = directory.resolve("encoded");

    codec.encode(pixels, WIDTH, HEIGHT, false, new Encoding(format, 95), file);

    assertThat(type(file).mimeType()).isEqualTo(format.mimeType());
    byte[] again = decode(file);
    int channels = again.length / (WIDTH * HEIGHT);
    assertColour(again, channels, WIDTH, 10, 8, 255, 0, 0);
    assertColour(again, channels, WIDTH, 24, 24, 0, 0, 255);
  }

  @ParameterizedTest
  @EnumSource(names = {"PNG", "JPEG"})
  void theLargestPictureShouldBeWrittenWithinTheMemoryOfTheChild(ImageFormat format)
      throws Exception {
    Path black = directory.resolve("black");
    try (RandomAccessFile file = new RandomAccessFile(black.toFile(), "rw")) {
      file.setLength(3L * 8000 * 6250);
    }

    codec.encode(black, 8000, 6250, false, new Encoding(format, 90), directory.resolve("large"));

    assertThat(directory.resolve("large")).isNotEmptyFile();
  }

  @ParameterizedTest
  @EnumSource(names = {"PNG", "WEBP"})
  void alphaShouldBeKept(ImageFormat format) throws Exception {
    Path pixels = write(halfTransparent());
    Path file = directory.resolve("encoded");

    codec.encode(pixels, 16, 16, true, new Encoding(format, 100), file);

    byte[] again = decode(file);
    assertThat(again).hasSize(4 * 16 * 16);
    assertThat(again[3] & 0xFF).isEqualTo(255);
    assertThat(again[4 * 15 + 3] & 0xFF).isZero();
  }

  @Test
  void whatIsTransparentShouldBeWhiteInAJpeg() throws Exception {
    Path pixels = write(halfTransparent());
    Path file = directory.resolve("encoded");

    codec.encode(pixels, 16, 16, true, new Encoding(ImageFormat.JPEG, 95), file);

    byte[] again = decode(file);
    assertColour(again, 3, 16, 2, 8, 200, 0, 0);
    assertColour(again, 3, 16, 13, 8, 255, 255, 255);
    try (var files = Files.list(directory)) {
      assertThat(files).noneMatch(left -> left.toString().endsWith(".opaque"));
    }
  }

  private static byte[] halfTransparent() {
    byte[] pixels = new byte[4 * 16 * 16];
    for (int i = 0; i < 16 * 16; i++) {
      pixels[4 * i] = (byte) 200;
      pixels[4 * i + 3] = (byte) (i % 16 < 8 ? 255 : 0);
    }
    return pixels;
  }

  /** Where the red quarter is once the picture stands upright. */
  @ParameterizedTest
  @CsvSource({
    "1, left, top", "2, right, top", "3, right, bottom", "4, left, bottom",
    "5, left, top", "6, right, top", "7, right, bottom", "8, left, bottom"
  })
  void exifOrientationShouldBeApplied(int orientation, String side, String end) throws Exception {
    Path file = write(SamplePictures.turned(orientation));
    ImageProperties properties = codec.probe(file, type(file));

    byte[] pixels = decode(file);

    int width = orientation >= 5 ? HEIGHT : WIDTH;
    int height = orientation >= 5 ? WIDTH : HEIGHT;
    assertThat(properties.orientation()).isEqualTo(orientation);
    assertThat(properties.uprightWidth()).isEqualTo(width);
    assertThat(properties.uprightHeight()).isEqualTo(height);
    int x = side.equals("left") ? 3 : width - 4;
    int y = end.equals("top") ? 3 : height - 4;
    assertColour(pixels, 3, width, x, y, 255, 0, 0);
  }

  @Test
  void metadataShouldNotBeWritten() throws Exception {
    byte[] text = SamplePictures.chunk("tEXt", "Author\0planted-secret".getBytes());
    byte[] png = SamplePictures.encoded("png");
    byte[] planted = new byte[png.length + text.length];
    System.arraycopy(png, 0, planted, 0, 33);
    System.arraycopy(text, 0, planted, 33, text.length);
    System.arraycopy(png, 33, planted, 33 + text.length, png.length - 33);
    Path pixels = write(decode(write(planted)));
    Path file = directory.resolve("encoded");

    for (ImageFormat format : ImageFormat.values()) {
      codec.encode(pixels, WIDTH, HEIGHT, false, new Encoding(format, 90), file);
      assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
          .doesNotContain("planted-secret", "Lavc", "Lavf");
    }
  }

  @Test
  void aHugePictureShouldBeRefusedByItsHeader() throws Exception {
    assertRefused(SamplePictures.png(50_000, 50_000), Reason.TOO_MANY_PIXELS);
  }

  @ParameterizedTest
  @CsvSource({"0, 10", "10, 0", "4294967295, 1", "2147483648, 2147483648"})
  void impossibleSizesShouldBeRefused(long width, long height) throws Exception {
    assertRefused(SamplePictures.png(width, height), Reason.BROKEN_MEDIA);
  }

  @Test
  void aFilmOfManyFramesShouldBeRefused() throws Exception {
    assertThat(
            codec.probe(write(SamplePictures.gif(3)), type(directory.resolve("picture"))).width())
        .isEqualTo(1);
    assertRefused(SamplePictures.gif(10_000), Reason.BROKEN_MEDIA);
  }

  @Test
  void aTiffThatLeadsInCirclesShouldBeRefused() throws Exception {
    ByteBuffer tiff = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put("II*\0".getBytes()).putInt(8).putShort((short) 2);
    tiff.putShort((short) 256).putShort((short) 3).putInt(1).putInt(10);
    tiff.putShort((short) 257).putShort((short) 3).putInt(1).putInt(10);
    tiff.putInt(8);

    assertRefused(tiff.array(), Reason.BROKEN_MEDIA);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif", "bmp", "tiff"})
  void aPictureThatIsCutOffShouldBeRefused(String format) throws Exception {
    byte[] whole = SamplePictures.encoded(format);
    assertRefused(Arrays.copyOf(whole, whole.length * 2 / 3), Reason.BROKEN_MEDIA);
  }

  @ParameterizedTest
  @CsvSource({"zTXt, bomb__", "iCCP, bomb__", "iTXt, bomb_\u0001___"})
  void metadataThatUnpacksToTooMuchShouldBeRefused(String type, String names) throws Exception {
    byte[] head = names.replace('_', '\0').getBytes(StandardCharsets.ISO_8859_1);
    byte[] bomb =
        SamplePictures.chunk(type, concat(head, SamplePictures.deflatedZeros(50_000_000)));

    assertRefused(withChunk(bomb), Reason.BROKEN_MEDIA);
  }

  @Test
  void whatFollowsAPngShouldBeRefused() throws Exception {
    assertRefused(
        concat(SamplePictures.encoded("png"), "PK\3\4".getBytes()), Reason.UNSUPPORTED_MEDIA_TYPE);
  }

  @Test
  void bombsInSeveralPartsShouldBeRefused() throws Exception {
    byte[] part =
        SamplePictures.chunk(
            "zTXt", concat("part\0\0".getBytes(), SamplePictures.deflatedZeros(6_000_000)));

    assertThat(decode(write(withChunk(part)))).hasSize(3 * WIDTH * HEIGHT);
    assertRefused(withChunk(part, part, part), Reason.BROKEN_MEDIA);
  }

  @Test
  void damagedTextShouldNotMatter() throws Exception {
    byte[] damaged = SamplePictures.chunk("zTXt", "text\0\0nothing".getBytes());
    byte[] endless = SamplePictures.chunk("iTXt", "text".getBytes());

    assertThat(decode(write(withChunk(damaged, endless)))).hasSize(3 * WIDTH * HEIGHT);
  }

  private static byte[] withChunk(byte[]... chunks) throws Exception {
    byte[] png = SamplePictures.encoded("png");
    return concat(Arrays.copyOf(png, 33), concat(chunks), Arrays.copyOfRange(png, 33, png.length));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif", "bmp", "tiff"})
  void damagedPicturesShouldBeRefusedOrDecodedWithinBounds(String format) throws Exception {
    byte[] good = SamplePictures.encoded(format);
    Random random = new Random(11);
    for (int round = 0; round < 12; round++) {
      byte[] bad = good.clone();
      for (int i = 0; i < 8; i++) {
        bad[12 + random.nextInt(bad.length - 12)] = (byte) random.nextInt(256);
      }
      Path file = write(bad);
      try {
        decode(file);
      } catch (MediaRejectedException e) {
        assertThat(e.reason())
            .isIn(Reason.BROKEN_MEDIA, Reason.TOO_MANY_PIXELS, Reason.UNSUPPORTED_MEDIA_TYPE);
      }
    }
  }

  private void assertRefused(byte[] content, Reason reason) throws Exception {
    Path file = write(content);
    assertThatThrownBy(() -> decode(file))
        .isInstanceOfSatisfying(
            MediaRejectedException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(reason);
              assertThat(e.field()).isEqualTo("file");
            });
    assertThat(directory.resolve("pixels")).doesNotExist();
  }

  private byte[] decode(Path file) throws Exception {
    Path pixels = directory.resolve("pixels");
    codec.decode(file, type(file), codec.probe(file, type(file)), pixels);
    byte[] bytes = Files.readAllBytes(pixels);
    Files.delete(pixels);
    return bytes;
  }

  private static MediaType type(Path file) throws Exception {
    return ImageSniffer.sniff(Files.readAllBytes(file)).orElseThrow();
  }

  private Path write(byte[] content) throws Exception {
    return Files.write(directory.resolve("picture"), content);
  }

  private static byte[] concat(byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(p -> p.length).sum();
    ByteBuffer whole = ByteBuffer.allocate(length);
    Arrays.stream(parts).forEach(whole::put);
    return whole.array();
  }

  private static void assertColour(
      byte[] pixels, int channels, int width, int x, int y, int... colour) {
    for (int c = 0; c < 3; c++) {
      assertThat((double) (pixels[(y * width + x) * channels + c] & 0xFF))
          .as("channel %d at %d, %d", c, x, y)
          .isCloseTo(colour[c], within(6.0));
    }
  }
}
