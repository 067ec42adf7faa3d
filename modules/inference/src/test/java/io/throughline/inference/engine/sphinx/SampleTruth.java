package io.throughline.inference.engine.sphinx;

import io.throughline.inference.api.Diarization.Turn;
import io.throughline.inference.api.Word;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was really said in a sample, read from the JSON file that samples/MakeSamples.java writes.
 *
 * @param words in order, each with its time
 * @param turns who spoke when
 */
record SampleTruth(List<Word> words, List<Turn> turns) {

  private static final Pattern ENTRY =
      Pattern.compile(
          "\\{\"(speaker|text)\": \"([^\"]*)\", \"start\": ([0-9.]+), \"end\": ([0-9.]+)");

  static SampleTruth read(Path json) throws IOException {
    List<Word> words = new ArrayList<>();
    List<Turn> turns = new ArrayList<>();
    Matcher entry = ENTRY.matcher(Files.readString(json));
    while (entry.find()) {
      double start = Double.parseDouble(entry.group(3));
      double end = Double.parseDouble(entry.group(4));
      if (entry.group(1).equals("speaker")) {
        turns.add(new Turn(start, end, entry.group(2)));
      } else {
        words.add(new Word(entry.group(2), start, end, Double.NaN));
      }
    }
    return new SampleTruth(words, turns);
  }

  List<String> texts() {
    return words.stream().map(Word::text).toList();
  }
}
