package io.throughline.inference.engine.minilm;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every text gets the ids that Hugging Face's tokenizer gives it. */
class WordPiecesTest {

  private static final int LIMIT = 256;
  private static final String VOCABULARY = "/all-minilm-l6-v2-q-tokenizer.json";

  private static WordPieces pieces;
  private static HuggingFaceTokenizer oracle;

  @BeforeAll
  static void read() throws IOException {
    pieces = WordPieces.read(vocabulary());
    try (InputStream in = vocabulary()) {
      oracle =
          HuggingFaceTokenizer.newInstance(
              in,
              Map.of(
                  "truncation", "true", "maxLength", Integer.toString(LIMIT), "padding", "false"));
    }
  }

  private static InputStream vocabulary() {
    return WordPiecesTest.class.getResourceAsStream(VOCABULARY);
  }

  @AfterAll
  static void close() {
    oracle.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \t\r\n ",
        "The quick brown fox jumps over the lazy dog.",
        "unaffable, antidisestablishmentarianism; embeddings!?",
        "Crème brûlée à la façon de l'École, Ångström and Dvořák",
        "cafe\u0301 and café, na\u0308ive",
        "İstanbul, ISTANBUL, ıstanbul, ΣΊΣΥΦΟΣ, straße, ẞ",
        "機械学習 と 自然言語処理、東京タワー。カタカナ ひらがな",
        "한국어 텍스트, 안녕하세요",
        "السلام عليكم ورحمة الله",
        "שָׁלוֹם עוֹלָם",
        "हिन्दी में पाठ",
        "ภาษาไทย",
        "Привет, мир! Ёлка",
        "emoji 😀 👍🏽 👩‍👩‍👧‍👦 🥰 🫠 🇩🇪 ❤️",
        "a\u200Bb\u200Dc\uFEFFd\u00ADe\u202Ef\u2066g",
        "a\u0000b\u0007c\u000Bd\u000Ce\u0085f\u009Fg",
        "a\u00A0b\u2003c\u2028d\u2029e\u3000f\u1680g\u205Fh",
        "\uFFFD broken \uE000 private \uD83D lone",
        "x^2 + y_2 = $3.50 < 4% ~ `code` | {json: \"a\\b\"} [list] #1 @home & co*",
        "«guillemets» “quotes” ‘single’ — dash … ellipsis ‰ † ‡ ′ ⁄ ÷ ×",
        "\u037E\u0387\u1FEF Greek question mark",
        "ﬁ ligature ½ ² ™ Ⅷ ㎏ ﬀ",
        "豈更車賈 \uD87E\uDC00 \uD840\uDC00 compatibility",
        "##ing ##s [unk] http://example.com/a?b=c&d=e#f user@example.com 192.168.0.1",
        "1234567890 12:34:56 2026-11-21T17:08:00Z +49 (0)30 123",
        "don't can't it's we're O'Reilly rock'n'roll",
        "𝓕𝓪𝓷𝓬𝔂 𝟘𝟙 ℵ ℝ",
        "\u0378 unassigned \u0300\u0301",
        "supercalifragilisticexpialidocious pneumonoultramicroscopicsilicovolcanoconiosis",
      })
  void hardTextsGetTheIdsOfTheOracle(String text) {
    assertThat(pieces.ids(text, LIMIT)).isEqualTo(oracle.encode(text).getIds());
  }

  @Test
  void wordsOfMoreThanAHundredCharactersAreUnknown() {
    for (int length : new int[] {99, 100, 101, 5000}) {
      String text = "before " + "a".repeat(length) + " after";
      assertThat(pieces.ids(text, LIMIT)).isEqualTo(oracle.encode(text).getIds());
    }
  }

  @Test
  void longTextsAreCutAtTheLimit() {
    for (int words = 100; words < 300; words += 7) {
      String text = "antidisestablishmentarianism word ".repeat(words);
      assertThat(pieces.ids(text, LIMIT)).isEqualTo(oracle.encode(text).getIds());
    }
  }

  @Test
  void anyMixtureOfCharactersGetsTheIdsOfTheOracle() {
    Random random = new Random(42);
    int[][] ranges = {
      {0x20, 0x7E},
      {0x20, 0x7E},
      {0xA0, 0x17F},
      {0x370, 0x3FF},
      {0x400, 0x4FF},
      {0x5D0, 0x5EA},
      {0x620, 0x64A},
      {0x900, 0x97F},
      {0x1E00, 0x1EFF},
      {0x2000, 0x206F},
      {0x3040, 0x30FF},
      {0x4E00, 0x4FFF},
      {0xAC00, 0xAD00},
      {0x1F600, 0x1F64F},
    };
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      int[] range = ranges[random.nextInt(ranges.length)];
      for (int length = random.nextInt(60); length > 0; length--) {
        if (random.nextInt(8) == 0) {
          range = ranges[random.nextInt(ranges.length)];
        }
        text.appendCodePoint(range[0] + random.nextInt(range[1] - range[0] + 1));
      }
      assertThat(pieces.ids(text.toString(), LIMIT))
          .describedAs("ids of %s", text)
          .isEqualTo(oracle.encode(text.toString()).getIds());
    }
  }

  @Test
  void specialTokensInATextAreText() {
    assertThat(pieces.ids("a [SEP] b", LIMIT)).isEqualTo(pieces.ids("a [sep] b", LIMIT));
  }
}
