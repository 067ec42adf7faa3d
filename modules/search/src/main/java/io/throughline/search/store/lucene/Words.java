package io.throughline.search.store.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** The words of a question as a query; nothing in it is syntax. */
final class Words {

  /** Questions have fewer; what comes after is not searched. */
  private static final int MOST = 200;

  private Words() {}

  /** Finds what has any of the words; nothing if there are none. */
  static Query any(Analyzer analyzer, String text) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    for (String word : of(analyzer, text)) {
      query.add(new TermQuery(new Term(PassageFields.TEXT, word)), Occur.SHOULD);
    }
    return query.build();
  }

  private static Set<String> of(Analyzer analyzer, String text) {
    Set<String> words = new LinkedHashSet<>();
    try (TokenStream tokens = analyzer.tokenStream(PassageFields.TEXT, text)) {
      CharTermAttribute word = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (words.size() < MOST && tokens.incrementToken()) {
        words.add(word.toString());
      }
      return words;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
