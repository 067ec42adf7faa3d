package io.throughline.inference.engine.image;

import io.throughline.inference.api.Picture;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.Random;

/**
 * A drawn figure in front of hills, with noise on everything, and which pixels it really covers.
 *
 * @param inside by rows
 */
record Figure(Picture picture, boolean[] inside) {

  private static final int NOISE = 9;

  static Figure drawn(int width, int height, long seed) {
    Random random = new Random(seed);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(new Color(120, 170, 215));
    graphics.fillRect(0, 0, width, height);
    for (int i = 0; i < 6; i++) {
      graphics.setColor(new Color(60 + random.nextInt(40), 120 + random.nextInt(60), 50));
      int left = random.nextInt(width) - width / 3;
      graphics.fillOval(left, height / 2 + random.nextInt(height / 4), width, height);
    }
    Area head = new Area(new Ellipse2D.Double(0.43, 0.18, 0.16, 0.2));
    Area body = new Area(new RoundRectangle2D.Double(0.38, 0.36, 0.26, 0.46, 0.1, 0.1));
    Area arms = new Area(new RoundRectangle2D.Double(0.24, 0.42, 0.54, 0.08, 0.05, 0.05));
    AffineTransform scale = AffineTransform.getScaleInstance(width, height);
    graphics.setColor(new Color(225, 180, 150));
    graphics.fill(head.createTransformedArea(scale));
    graphics.fill(arms.createTransformedArea(scale));
    graphics.setColor(new Color(180, 40 + random.nextInt(30), 60));
    graphics.fill(body.createTransformedArea(scale));
    graphics.dispose();
    head.add(body);
    head.add(arms);
    BufferedImage shape = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY);
    Graphics2D truth = shape.createGraphics();
    truth.setColor(Color.WHITE);
    truth.fill(head.createTransformedArea(scale));
    truth.dispose();
    return sampled(image, shape, random);
  }

  private static Figure sampled(BufferedImage image, BufferedImage shape, Random random) {
    int width = image.getWidth();
    Picture picture = Picture.blank(width, image.getHeight(), 3);
    boolean[] inside = new boolean[width * image.getHeight()];
    for (int i = 0; i < inside.length; i++) {
      int rgb = image.getRGB(i % width, i / width);
      for (int c = 0; c < 3; c++) {
        float sample = (rgb >> 16 - 8 * c & 0xFF) + (float) random.nextGaussian() * NOISE;
        picture.samples()[3 * i + c] = Samples.rounded(sample);
      }
      inside[i] = (shape.getRGB(i % width, i / width) & 1) == 1;
    }
    return new Figure(picture, inside);
  }

  /** Pixels that are in the figure and kept, over those that are in either: 1 is perfect. */
  double overlap(Picture cutOut) {
    int both = 0;
    int either = 0;
    for (int i = 0; i < inside.length; i++) {
      boolean kept = (cutOut.samples()[4 * i + 3] & 0xFF) > 127;
      both += kept && inside[i] ? 1 : 0;
      either += kept || inside[i] ? 1 : 0;
    }
    return (double) both / either;
  }
}
