package io.throughline.search.store.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.search.control.DocumentStore.ChangePosition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.lucene.analysis.standard.StandardAnalyzer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexFilesTest {

  private static final ChangePosition DATABASE = new ChangePosition(9, 3, "epoch");

  @TempDir Path directory;

  @Test
  void anIndexGoesOnFromItsLastCommit() throws IOException {
    commit("model", 7);

    assertThat(change("model", DATABASE)).isEqualTo(7);
  }

  @Test
  void whatIsNotOfThisModelOrDatabaseBeginsAnew() throws IOException {
    commit("model", 7);
    assertThat(change("model", new ChangePosition(9, 3, "another"))).isZero();

    commit("model", 7);
    assertThat(change("another", DATABASE)).isZero();
  }

  @Test
  void whatIsAheadOfTheDatabaseBeginsAnew() throws IOException {
    commit("model", 7);

    assertThat(change("model", new ChangePosition(6, 3, "epoch"))).isZero();
  }

  @Test
  void whatIsOlderThanTheRemovalsThatAreKnownBeginsAnew() throws IOException {
    commit("model", 7);

    assertThat(change("model", new ChangePosition(9, 8, "epoch"))).isZero();
  }

  @Test
  void whatAnotherServerHasOpenIsLeftAlone() throws IOException {
    try (IndexFiles.Opened first = files("model").open(DATABASE)) {
      assertThat(first.writer().isOpen()).isTrue();
      assertThatThrownBy(() -> files("another").open(DATABASE))
          .isInstanceOf(IndexInUseException.class)
          .hasMessageContaining("THROUGHLINE_DATA_DIR");
    }
  }

  private void commit(String model, long change) throws IOException {
    IndexFiles files = files(model);
    try (IndexFiles.Opened opened = files.open(DATABASE)) {
      Map<String, String> said = files.upTo(change, DATABASE);
      opened.writer().setLiveCommitData(said.entrySet());
      opened.writer().commit();
    }
  }

  private long change(String model, ChangePosition database) throws IOException {
    try (IndexFiles.Opened opened = files(model).open(database)) {
      return opened.change();
    }
  }

  private IndexFiles files(String model) {
    return new IndexFiles(directory, model, new StandardAnalyzer());
  }
}
