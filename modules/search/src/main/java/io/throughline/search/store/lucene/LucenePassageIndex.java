package io.throughline.search.store.lucene;

import io.throughline.search.control.DocumentStore;
import io.throughline.search.control.PassageHit;
import io.throughline.search.control.PassageIndex;
import io.throughline.telemetry.api.OutageLog;
import io.throughline.telemetry.api.Telemetry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;

/**
 * {@link PassageIndex} in files of this node: HNSW (Malkov and Yashunin, 2018) for vectors, BM25
 * for words. It follows the database: {@link #follow} applies what changed there, whichever node
 * wrote it, and a search waits for what this node has written.
 */
public final class LucenePassageIndex implements PassageIndex, AutoCloseable {

  /** An index that is made again is searched as far as it is. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  /** HNSW looks at more than it is asked for: what it misses is among the last it finds. */
  private static final int CANDIDATES = 100;

  private final Analyzer analyzer = new EnglishAnalyzer();
  private final IndexFollower follower;

  /**
   * @param path directory of the index, for this server alone
   * @param model whose vectors are searched; empty if there are none
   * @param idle how long to wait before looking for changes that nobody has announced
   */
  public LucenePassageIndex(
      Path path,
      DocumentStore documents,
      String model,
      Duration idle,
      Telemetry telemetry,
      OutageLog outages) {
    this.follower =
        new IndexFollower(
            new IndexFiles(path, model, analyzer), documents, model, idle, telemetry, outages);
  }

  /** Keeps the index up with the database until the thread is interrupted or this is closed. */
  public void follow() {
    follower.loop();
  }

  @Override
  public void changed(long change) {
    follower.announce(change);
  }

  @Override
  public List<PassageHit> nearest(String tenant, String collection, float[] vector, int limit) {
    if (vector.length == 0 || limit == 0) {
      return List.of();
    }
    Query filter = new TermQuery(PassageFields.collection(tenant, collection));
    return search(
        new KnnFloatVectorQuery(PassageFields.VECTOR, vector, Math.max(limit, CANDIDATES), filter),
        limit);
  }

  @Override
  public List<PassageHit> matching(String tenant, String collection, String text, int limit) {
    if (limit == 0) {
      return List.of();
    }
    return search(
        new BooleanQuery.Builder()
            .add(Words.any(analyzer, text), Occur.MUST)
            .add(new TermQuery(PassageFields.collection(tenant, collection)), Occur.FILTER)
            .build(),
        limit);
  }

  private List<PassageHit> search(Query query, int limit) {
    try {
      return follower.searching(LONGEST_WAIT, List.of(), searcher -> hits(searcher, query, limit));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<PassageHit> hits(IndexSearcher searcher, Query query, int limit)
      throws IOException {
    TopDocs found = searcher.search(query, limit);
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    List<PassageHit> hits = new ArrayList<>();
    for (ScoreDoc document : found.scoreDocs) {
      LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(document.doc, leaves));
      BinaryDocValues passage = DocValues.getBinary(leaf.reader(), PassageFields.PASSAGE);
      if (passage.advanceExact(document.doc - leaf.docBase)) {
        hits.add(new PassageHit(PassageFields.passage(passage.binaryValue()), document.score));
      }
    }
    return hits;
  }

  @Override
  public IndexState state() {
    return new IndexState("lucene", "hnsw", follower.visible(), follower.size());
  }

  /** Commits what the index has. What it has not is in the database. */
  @Override
  public void close() {
    follower.close();
  }
}
