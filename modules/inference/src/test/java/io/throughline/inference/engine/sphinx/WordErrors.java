package io.throughline.inference.engine.sphinx;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Word errors by least edits.
 *
 * @param reference number of words that should have been found
 * @param errors wrong, missing and surplus words
 * @param matches which found word is which reference word
 */
record WordErrors(int reference, int errors, List<Match> matches) {

  /** Indexes of two words that are the same. */
  record Match(int reference, int found) {}

  double rate() {
    return reference == 0 ? errors : (double) errors / reference;
  }

  static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}']", "");
  }

  static WordErrors between(List<String> reference, List<String> found) {
    int n = reference.size();
    int m = found.size();
    int[][] cost = new int[n + 1][m + 1];
    for (int i = 0; i <= n; i++) {
      for (int j = 0; j <= m; j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
        } else {
          int change = cost[i - 1][j - 1] + (same(reference, i, found, j) ? 0 : 1);
          cost[i][j] = Math.min(change, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        }
      }
    }
    List<Match> matches = new ArrayList<>();
    int i = n;
    int j = m;
    while (i > 0 && j > 0) {
      if (same(reference, i, found, j) && cost[i][j] == cost[i - 1][j - 1]) {
        matches.add(0, new Match(--i, --j));
      } else if (cost[i][j] == cost[i - 1][j - 1] + 1) {
        i--;
        j--;
      } else if (cost[i][j] == cost[i - 1][j] + 1) {
        i--;
      } else {
        j--;
      }
    }
    return new WordErrors(n, cost[n][m], matches);
  }

  private static boolean same(List<String> reference, int i, List<String> found, int j) {
    return plain(reference.get(i - 1)).equals(plain(found.get(j - 1)));
  }
}
