import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Speaks dialogues.txt with flite and writes NAME.wav (16 kHz mono s16) and NAME.json (who said
 * which word when). Times come from flite's own phone durations.
 */
public class MakeSamples {

  private static final int RATE = 16_000;
  private static final double SENTENCE_GAP = 0.25;
  private static final double TAIL = 0.5;
  private static final double MARGIN = 0.04;

  /** Peak of the noise under everything: real rooms are never digitally silent. */
  private static final int NOISE_PEAK = 24;

  record Phone(String name, double start, double end) {}

  record Word(String text, double start, double end) {}

  record Turn(String speaker, double start, double end, String text, List<Word> words) {}

  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    Map<String, List<String>> dialogues = new LinkedHashMap<>();
    List<String> current = null;
    for (String line : Files.readAllLines(folder.resolve("dialogues.txt"))) {
      if (line.startsWith("dialogue ")) {
        current = new ArrayList<>();
        dialogues.put(line.substring(9).strip(), current);
      } else if (!line.isBlank() && !line.startsWith("#")) {
        current.add(line);
      }
    }
    for (var dialogue : dialogues.entrySet()) {
      make(folder, dialogue.getKey(), dialogue.getValue());
    }
  }

  private static void make(Path folder, String name, List<String> lines) throws Exception {
    short[] audio = new short[RATE * 120];
    Map<String, String> labels = new HashMap<>();
    List<Turn> turns = new ArrayList<>();
    double now = 0;
    for (String line : lines) {
      String[] part = line.split(" ", 3);
      String voice = part[0];
      now += Double.parseDouble(part[1]);
      String label =
          labels.computeIfAbsent(voice, v -> String.format("SPEAKER_%02d", labels.size()));
      List<Word> words = new ArrayList<>();
      for (String sentence : part[2].split("(?<=[.?!]) ")) {
        if (!words.isEmpty()) {
          now += SENTENCE_GAP;
        }
        now = speak(voice, sentence, now, audio, words);
      }
      double start = words.get(0).start();
      turns.add(new Turn(label, start, words.get(words.size() - 1).end(), part[2], words));
    }
    int length = (int) Math.round((now + TAIL) * RATE);
    Random random = new Random(1);
    for (int i = 0; i < length; i++) {
      audio[i] += (short) (random.nextInt(2 * NOISE_PEAK + 1) - NOISE_PEAK);
    }
    Files.write(folder.resolve(name + ".wav"), wav(audio, length));
    Files.writeString(folder.resolve(name + ".json"), json(name, length / (double) RATE, turns));
    System.out.printf("%s: %.1f s, %d turns%n", name, length / (double) RATE, turns.size());
  }

  /** Speaks one sentence so that its first phone begins at {@code now}; returns its end. */
  private static double speak(
      String voice, String sentence, double now, short[] audio, List<Word> words)
      throws Exception {
    Path wav = Files.createTempFile("flite", ".wav");
    List<Phone> phones = phones(flite(voice, "-psdur", sentence, wav.toString()));
    short[] spoken = samples(Files.readAllBytes(wav));
    Files.delete(wav);
    List<Phone> sounds = phones.stream().filter(p -> !p.name().equals("pau")).toList();
    double first = sounds.get(0).start();
    double last = sounds.get(sounds.size() - 1).end();
    int from = (int) Math.max(0, Math.round((first - MARGIN) * RATE));
    int to = (int) Math.min(spoken.length, Math.round((last + MARGIN) * RATE));
    int offset = (int) Math.round((now - first) * RATE);
    for (int i = from; i < to; i++) {
      audio[i + offset] = spoken[i];
    }
    for (Word word : words(voice, sentence, sounds)) {
      words.add(new Word(word.text(), word.start() + now - first, word.end() + now - first));
    }
    return now + last - first;
  }

  /**
   * Maps phones to words. flite prints no word boundaries, so each word is also spoken alone and
   * the phones of the sentence are aligned to those of the words by least edits.
   */
  private static List<Word> words(String voice, String sentence, List<Phone> sounds)
      throws Exception {
    String[] texts = sentence.replaceAll("[^A-Za-z' ]", "").split(" +");
    List<String> expected = new ArrayList<>();
    List<Integer> owner = new ArrayList<>();
    for (int w = 0; w < texts.length; w++) {
      for (Phone phone : phones(flite(voice, "-psdur", texts[w], "none"))) {
        if (!phone.name().equals("pau")) {
          expected.add(phone.name());
          owner.add(w);
        }
      }
    }
    int n = sounds.size();
    int m = expected.size();
    int[][] cost = new int[n + 1][m + 1];
    for (int i = 0; i <= n; i++) {
      for (int j = 0; j <= m; j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = 3 * (i + j);
        } else {
          int swap = sounds.get(i - 1).name().equals(expected.get(j - 1)) ? 0 : 2;
          cost[i][j] =
              Math.min(
                  cost[i - 1][j - 1] + swap, 3 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        }
      }
    }
    double[] start = new double[texts.length];
    double[] end = new double[texts.length];
    java.util.Arrays.fill(start, -1);
    for (int i = n, j = m; i > 0; ) {
      int swap =
          j > 0 && sounds.get(i - 1).name().equals(expected.get(j - 1)) ? 0 : 2;
      if (j > 0 && cost[i][j] == cost[i - 1][j - 1] + swap) {
        i--;
        j--;
      } else if (j > 0 && cost[i][j] == cost[i][j - 1] + 3) {
        j--;
        continue;
      } else {
        i--;
      }
      int word = owner.get(Math.min(j, m - 1));
      start[word] = sounds.get(i).start();
      end[word] = Math.max(end[word], sounds.get(i).end());
    }
    List<Word> words = new ArrayList<>();
    for (int w = 0; w < texts.length; w++) {
      if (start[w] < 0) {
        throw new IllegalStateException("no sound found for " + texts[w] + " in " + sentence);
      }
      words.add(new Word(texts[w], start[w], end[w]));
    }
    return words;
  }

  private static List<Phone> phones(String output) {
    List<Phone> phones = new ArrayList<>();
    double at = 0;
    for (String item : output.strip().split("\\s+")) {
      int colon = item.lastIndexOf(':');
      double end = Double.parseDouble(item.substring(colon + 1));
      phones.add(new Phone(item.substring(0, colon), at, end));
      at = end;
    }
    return phones;
  }

  private static String flite(String voice, String print, String text, String out)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("flite", "-voice", voice, print, "-o", out, "-t", text)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("flite failed with voice " + voice);
    }
    return output;
  }

  private static short[] samples(byte[] wav) {
    ByteBuffer buffer = ByteBuffer.wrap(wav).order(ByteOrder.LITTLE_ENDIAN);
    if (buffer.getInt(24) != RATE) {
      throw new IllegalStateException("expected 16 kHz");
    }
    short[] samples = new short[(wav.length - 44) / 2];
    buffer.position(44);
    buffer.asShortBuffer().get(samples);
    return samples;
  }

  private static byte[] wav(short[] audio, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(44 + 2 * length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + 2 * length);
    buffer.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    buffer.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(2 * RATE);
    buffer.putShort((short) 2).putShort((short) 16);
    buffer.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(2 * length);
    buffer.asShortBuffer().put(audio, 0, length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(buffer.array());
    return out.toByteArray();
  }

  private static String json(String name, double duration, List<Turn> turns) {
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "{\n  \"file\": \"%s.wav\",\n  \"language\": \"en\",\n  \"duration\": %.3f,\n"
                + "  \"turns\": [",
            name,
            duration));
    String turnComma = "";
    for (Turn turn : turns) {
      out.append(
          String.format(
              Locale.ROOT,
              "%s\n    {\"speaker\": \"%s\", \"start\": %.3f, \"end\": %.3f,\n"
                  + "     \"text\": \"%s\",\n     \"words\": [",
              turnComma,
              turn.speaker(),
              turn.start(),
              turn.end(),
              turn.text()));
      String wordComma = "";
      for (Word word : turn.words()) {
        out.append(
            String.format(
                Locale.ROOT,
                "%s\n       {\"text\": \"%s\", \"start\": %.3f, \"end\": %.3f}",
                wordComma,
                word.text(),
                word.start(),
                word.end()));
        wordComma = ",";
      }
      out.append("]}");
      turnComma = ",";
    }
    return out.append("\n  ]\n}\n").toString();
  }
}
