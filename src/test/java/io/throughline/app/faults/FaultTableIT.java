package io.throughline.app.faults;

import io.throughline.app.it.ServerFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/**
 * Every row of the fault table, on one cluster. {@code -Dthroughline.faults=full} takes the numbers
 * of jobs of the reliability contract, {@code -Dthroughline.faults.rows=1,4} only some rows.
 */
@Order(Integer.MAX_VALUE)
class FaultTableIT {

  @TempDir static Path directory;

  private static Harness harness;
  private static FaultTable table;

  @BeforeAll
  static void startThreeNodes() throws IOException {
    table = new FaultTable(ServerFiles.built("work").resolveSibling("faults/table.md"));
    harness = new Harness(directory, Scale.ofThisRun());
  }

  @AfterAll
  static void stop() throws IOException {
    System.out.println(table);
    harness.close();
  }

  @TestFactory
  Stream<DynamicTest> everyRow() {
    String rows = System.getProperty("throughline.faults.rows", "");
    List<String> wanted = List.of(rows.split(","));
    return Arrays.stream(Row.values())
        .filter(row -> rows.isEmpty() || wanted.contains(row.number()))
        .map(row -> DynamicTest.dynamicTest(row.number() + " " + row.title(), () -> run(row)));
  }

  private static void run(Row row) throws Exception {
    Verdict verdict;
    try {
      verdict = row.run(harness);
    } catch (TestAbortedException e) {
      table.add(row, "not run: " + e.getMessage());
      throw e;
    } catch (Exception | AssertionError e) {
      table.add(row, "failed: " + e.getClass().getSimpleName());
      throw e;
    }
    table.add(row, verdict);
    verdict.assertPassed(row.leavesSurvivors());
  }
}
