package io.throughline.inference.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.inference.api.Diarization;
import io.throughline.inference.api.Diarization.Turn;
import io.throughline.inference.api.Transcript;
import io.throughline.inference.api.Transcription.Segment;
import io.throughline.inference.api.Word;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeakerAssignmentTest {

  private static final Turn ANN = new Turn(0, 2, "SPEAKER_00");
  private static final Turn BOB = new Turn(2, 4, "SPEAKER_01");

  @Test
  void aSegmentIsCutWhereTheSpeakerChanges() {
    Transcript transcript = assign(List.of(ANN, BOB), words(0, "hello", "there", "hi", "you"));

    assertThat(lines(transcript))
        .containsExactly("0 0.0-2.0 SPEAKER_00 hello there", "1 2.0-4.0 SPEAKER_01 hi you");
    assertThat(transcript.speakers()).containsExactly("SPEAKER_00", "SPEAKER_01");
    assertThat(transcript.text()).isEqualTo("hello there hi you");
    assertThat(transcript.segments().get(1).words())
        .allSatisfy(word -> assertThat(word.speaker()).contains("SPEAKER_01"));
  }

  @Test
  void aWordBelongsToTheTurnThatOverlapsItMost() {
    assertThat(lines(assign(List.of(ANN, BOB), segment(new Word("late", 1.4, 2.4, 1)))))
        .containsExactly("0 1.4-2.4 SPEAKER_00 late");
    assertThat(lines(assign(List.of(ANN, BOB), segment(new Word("later", 1.6, 2.6, 1)))))
        .containsExactly("0 1.6-2.6 SPEAKER_01 later");
  }

  @Test
  void aWordOutsideEveryTurnBelongsToTheNearest() {
    List<Turn> turns = List.of(ANN, new Turn(10, 12, "SPEAKER_01"));

    assertThat(lines(assign(turns, segment(new Word("near", 3, 4, 1)))))
        .containsExactly("0 3.0-4.0 SPEAKER_00 near");
    assertThat(lines(assign(turns, segment(new Word("far", 8, 9, 1)))))
        .containsExactly("0 8.0-9.0 SPEAKER_01 far");
  }

  @Test
  void aSingleWordBetweenTwoOfAnotherSpeakerIsNoTurn() {
    List<Turn> turns = List.of(ANN, new Turn(1, 2, "SPEAKER_01"), new Turn(2, 4, "SPEAKER_00"));

    assertThat(lines(assign(turns, words(0, "one", "slip", "three"))))
        .containsExactly("0 0.0-3.0 SPEAKER_00 one slip three");
  }

  @Test
  void aSegmentWithoutWordsKeepsItsTextAndGetsOneSpeaker() {
    Segment untimed = new Segment(1, 3.5, "as it was", List.of());

    assertThat(lines(assign(List.of(ANN, BOB), untimed)))
        .containsExactly("0 1.0-3.5 SPEAKER_01 as it was");
  }

  @Test
  void withoutTurnsNobodySpeaks() {
    Transcript transcript =
        assign(List.of(), words(0, "one", "two"), new Segment(5, 6, "three", List.of()));

    assertThat(lines(transcript)).containsExactly("0 0.0-2.0 - one two", "1 5.0-6.0 - three");
    assertThat(transcript.speakers()).isEmpty();
  }

  @Test
  void speakersComeInTheOrderInWhichTheyAreHeard() {
    List<Turn> turns = List.of(new Turn(0, 1, "SPEAKER_07"), new Turn(1, 9, "SPEAKER_02"));

    assertThat(assign(turns, words(0, "a"), words(2, "b")).speakers())
        .containsExactly("SPEAKER_07", "SPEAKER_02");
  }

  private static Transcript assign(List<Turn> turns, Segment... segments) {
    return new SpeakerAssignment(new Diarization(turns)).assign("en", 12, List.of(segments));
  }

  private static Segment words(int from, String... texts) {
    List<Word> words = new ArrayList<>();
    for (String text : texts) {
      words.add(new Word(text, from + words.size(), from + words.size() + 1, 0.9));
    }
    return new Segment(from, from + texts.length, String.join(" ", texts), words);
  }

  private static Segment segment(Word word) {
    return new Segment(word.start(), word.end(), word.text(), List.of(word));
  }

  private static List<String> lines(Transcript transcript) {
    return transcript.segments().stream()
        .map(
            s ->
                s.id()
                    + " "
                    + s.start()
                    + "-"
                    + s.end()
                    + " "
                    + s.speaker().orElse("-")
                    + " "
                    + s.text())
        .toList();
  }
}
