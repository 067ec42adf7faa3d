package io.throughline.search.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a text that say what it is about. */
final class Words {

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+(?:['’][\\p{L}]+)?");

  /** Of English questions and sentences; other languages do without. */
  private static final Set<String> EMPTY =
      Set.of(
          ("a about after all also an and any are as at be been before being but by can could did do"
                  + " does during each for from had has have he her his how i if in into is it its"
                  + " just like may me more most much must my no not of on one or other our out over"
                  + " said say she should so some such than that the their them then there these they"
                  + " this those to under up us was we were what when where which while who whom whose"
                  + " why will with would you your")
              .split(" "));

  private Words() {}

  /** In their order, in lower case, without the ending of an English plural. */
  static List<String> of(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
    while (matcher.find()) {
      if (!EMPTY.contains(matcher.group())) {
        words.add(singular(matcher.group()));
      }
    }
    return words;
  }

  private static String singular(String word) {
    return word.length() > 3 && word.endsWith("s") && !word.endsWith("ss")
        ? word.substring(0, word.length() - 1)
        : word;
  }
}
