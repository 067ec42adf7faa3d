package io.throughline.inference.engine.image;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** Whole picture jobs on a server that runs: {@code JobBenchmark URL ROUNDS}. */
public final class JobBenchmark {

  private static final String BOUNDARY = "b9f2c1";
  private static final long POLL_MILLIS = 10;
  private static final long HEAP_POLL_MILLIS = 100;
  private static final Pattern HEAP =
      Pattern.compile(
          "(?m)^jvm_memory_used_bytes\\{[^}]*jvm_memory_type=\"heap\"[^}]*} ([0-9.E+]+)");

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url;

  private JobBenchmark(String url) {
    this.url = url;
  }

  public static void main(String[] args) throws Exception {
    JobBenchmark benchmark = new JobBenchmark(args[0]);
    byte[] photograph = picture(1200, 1000, "jpg");
    for (String kind :
        List.of("upscale", "enhance", "style/comic", "style/aged", "background/remove")) {
      benchmark.jobs(kind, photograph, Integer.parseInt(args[1]));
    }
    benchmark.large(picture(8000, 6250, "jpg"));
  }

  private void jobs(String kind, byte[] picture, int rounds) throws Exception {
    double[] took = new double[rounds];
    for (int round = -2; round < rounds; round++) {
      long start = System.nanoTime();
      String id = submit(kind, picture);
      while (state(id).matches("pending|queued|running|processing")) {
        Thread.sleep(POLL_MILLIS);
      }
      if (round >= 0) {
        took[round] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(took);
    say(
        "%s of 1.2 MP, from request to result: p50 %.0f ms (%.0f..%.0f)",
        kind, took[rounds / 2], took[0], took[rounds - 1]);
  }

  private void large(byte[] picture) throws Exception {
    double before = heap();
    double most = before;
    long start = System.nanoTime();
    String id = submit("enhance", picture);
    String state = state(id);
    while (state.matches("pending|queued|running|processing")) {
      Thread.sleep(HEAP_POLL_MILLIS);
      most = Math.max(most, heap());
      state = state(id);
    }
    say(
        "enhance of 50 MP: %s in %.1f s; heap before %.0f MB, most seen %.0f MB",
        state, (System.nanoTime() - start) / 1e9, before, most);
  }

  private String submit(String kind, byte[] picture) throws IOException, InterruptedException {
    byte[] head =
        ("--"
                + BOUNDARY
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"p\"\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    byte[] tail = ("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/api/v1/images/" + kind))
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(BodyPublishers.ofByteArrays(List.of(head, picture, tail)))
            .build();
    return field("job_id", http.send(request, BodyHandlers.ofString()).body());
  }

  private String state(String id) throws IOException, InterruptedException {
    return field("status", get("/api/v1/jobs/" + id));
  }

  private double heap() throws IOException, InterruptedException {
    Matcher lines = HEAP.matcher(get("/metrics"));
    double sum = 0;
    while (lines.find()) {
      sum += Double.parseDouble(lines.group(1)) / 1e6;
    }
    return sum;
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + path)).build();
    return http.send(request, BodyHandlers.ofString()).body();
  }

  private static String field(String name, String json) {
    Matcher field = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(json);
    if (!field.find()) {
      throw new IllegalStateException("no " + name + " in " + json);
    }
    return field.group(1);
  }

  private static byte[] picture(int width, int height, String format) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setPaint(
        new GradientPaint(0, 0, new Color(80, 140, 220), width, height, new Color(230, 220, 200)));
    graphics.fillRect(0, 0, width, height);
    Random random = new Random(1);
    for (int i = 0; i < 400; i++) {
      graphics.setColor(new Color(random.nextInt(1 << 24)));
      int x = width / 4 + random.nextInt(width / 2);
      int y = height / 4 + random.nextInt(height / 2);
      graphics.fillOval(x - width / 40, y - height / 40, width / 20, height / 20);
    }
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, format, out);
    return out.toByteArray();
  }

  private static void say(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
