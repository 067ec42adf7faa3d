package io.throughline.app.it;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pictures to send, and those that come back. */
final class TestPicture {

  private TestPicture() {}

  /** A sky, a meadow and a red sun. */
  static byte[] landscape(int width, int height, String format) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setPaint(
        new GradientPaint(0, 0, new Color(90, 150, 230), 0, height, new Color(230, 240, 255)));
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(new Color(70, 140, 60));
    graphics.fillRect(0, height * 2 / 3, width, height);
    graphics.setColor(new Color(220, 40, 30));
    graphics.fillOval(width / 2, height / 6, height / 4, height / 4);
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, format, out);
    return out.toByteArray();
  }

  /** Grain of the same seed everywhere, on which everything is hard work. */
  static byte[] noise(int width, int height) throws IOException {
    Random random = new Random(1);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, random.nextInt(1 << 24));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  static BufferedImage read(byte[] picture) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(picture));
  }

  static Form form(byte[] picture) {
    return new Form().file("file", "picture.png", picture);
  }
}
