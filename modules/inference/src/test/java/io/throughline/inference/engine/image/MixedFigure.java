package io.throughline.inference.engine.image;

import io.throughline.inference.api.Picture;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.Random;

/**
 * A figure with known colours in front of a bright background, mixed at its edge as a lens does it.
 *
 * @param foreground the figure's colours, also where it does not show
 * @param shares how much of each pixel the figure really covers, 0 to 255, by rows
 */
record MixedFigure(Picture picture, Picture foreground, byte[] shares) {

  private static final double SOFTNESS = 1.2;
  private static final double NOISE = 3;

  static MixedFigure drawn(int width, int height, long seed) throws InterruptedException {
    byte[] shares;
    try (RowWorkers workers = new RowWorkers(1)) {
      shares = new Feather(workers).apply(shape(width, height), width, height, SOFTNESS);
    }
    Random random = new Random(seed);
    double phase = random.nextDouble() * Math.PI;
    Picture picture = Picture.blank(width, height, 3);
    Picture foreground = Picture.blank(width, height, 3);
    for (int i = 0; i < width * height; i++) {
      double x = (double) (i % width) / width;
      double y = (double) (i / width) / height;
      double[] front = {
        150 + 40 * Math.sin(6 * x + phase), 50 + 25 * Math.cos(5 * y), 45 + 20 * Math.sin(7 * y)
      };
      double[] behind = {
        60 + 50 * y, 190 + 30 * Math.sin(9 * y), 215 + 25 * Math.cos(6 * y + phase)
      };
      double share = (shares[i] & 0xFF) / 255.0;
      for (int c = 0; c < 3; c++) {
        foreground.samples()[3 * i + c] = Samples.rounded((float) front[c]);
        double mixed = share * front[c] + (1 - share) * behind[c] + random.nextGaussian() * NOISE;
        picture.samples()[3 * i + c] = Samples.rounded((float) mixed);
      }
    }
    return new MixedFigure(picture, foreground, shares);
  }

  /** A head and a body with arms, without soft edges. */
  private static byte[] shape(int width, int height) {
    Area figure =
        new Area(new Ellipse2D.Double(0.43 * width, 0.16 * height, 0.16 * width, 0.24 * height));
    figure.add(
        new Area(
            new RoundRectangle2D.Double(
                0.38 * width, 0.36 * height, 0.26 * width, 0.46 * height, 20, 20)));
    figure.add(
        new Area(
            new RoundRectangle2D.Double(
                0.24 * width, 0.42 * height, 0.54 * width, 0.08 * height, 10, 10)));
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fill(figure);
    graphics.dispose();
    return (byte[]) image.getRaster().getDataElements(0, 0, width, height, null);
  }

  /**
   * How far the colours of a cut-out's edge are from the figure's, in sample values: the mean over
   * its pixels that are partly transparent, those that show more counting more.
   */
  double edgeError(Picture cutOut) {
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < shares.length; i++) {
      int alpha = cutOut.samples()[4 * i + 3] & 0xFF;
      for (int c = 0; c < 3 && alpha > 0 && alpha < 255; c++) {
        int wanted = foreground.samples()[3 * i + c] & 0xFF;
        sum += alpha * Math.abs((cutOut.samples()[4 * i + c] & 0xFF) - wanted);
        weights += alpha;
      }
    }
    return sum / weights;
  }

  /** The cut-out with the picture's own colours: what its edge is without any correction. */
  Picture withMixedColors(Picture cutOut) {
    Picture mixed = Picture.blank(cutOut.width(), cutOut.height(), 4);
    for (int i = 0; i < shares.length; i++) {
      System.arraycopy(picture.samples(), 3 * i, mixed.samples(), 4 * i, 3);
      mixed.samples()[4 * i + 3] = cutOut.samples()[4 * i + 3];
    }
    return mixed;
  }
}
