package io.throughline.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.app.it.OnServer.Flavour;
import io.throughline.app.it.browser.Page;
import io.throughline.app.it.browser.WithBrowser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the trace page computes, asked of its own modules in the browser. */
@ExtendWith(WithBrowser.class)
@OnServer(Flavour.SCRIPTED)
class TraceModelIT {

  /**
   * Builds a trace of {@code name: [parent, start, end]} and shows parts as {@code name:from-to}.
   */
  private static final String TRACE =
      """
      const spans = Object.entries(GIVEN).map(([id, [parentId, start, end]]) =>
        ({ id, parentId, start, end, name: id, service: "s", kind: "internal", attributes: [] }));
      const model = await import("/traces/app/model.js");
      const trace = model.build("t", spans);
      const parts = (list) => list.map(([from, to]) => from + "-" + to).join(",");
      """;

  private final Client client;
  private Page page;

  TraceModelIT(LibertyServer server) {
    this.client = server.client();
  }

  @BeforeEach
  void open(Page own) {
    page = own;
    page.open(client.server().resolve("/traces"), "#search");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "one span is all of it | {a: [null, 0, 10]} | a:0-10",
        "a child in the middle | {a: [null, 0, 10], b: ['a', 2, 6]} | a:6-10,0-2 b:2-6",
        "the child that ends last decides"
            + " | {a: [null, 0, 100], b: ['a', 0, 40], c: ['a', 10, 90]} | a:90-100,0-10 c:10-90",
        "one after the other"
            + " | {a: [null, 0, 10], b: ['a', 0, 4], c: ['a', 5, 10]} | a:4-5 b:0-4 c:5-10",
        "an attempt and the next that it made way for"
            + " | {a: [null, 0, 5], b: ['a', 5, 105], c: ['a', 103, 200]} | a:0-5 b:5-103 c:103-200",
        "work that outlives its parent | {a: [null, 0, 3], b: ['a', 2, 10]} | a:0-2 b:2-10",
        "a wait before its parent starts"
            + " | {a: [null, 0, 3], b: ['a', 5, 10], w: ['b', 2, 5]} | a:0-2 b:5-10 w:2-5",
        "the root that ends last | {a: [null, 0, 3], b: [null, 1, 9]} | b:1-9"
      })
  void theCriticalPath(String what, String given, String expected) {
    assertThat(
            compute(
                given,
                """
                const { criticalPath } = await import("/traces/app/critical.js");
                const path = criticalPath(trace);
                return trace.spans.filter((s) => path.has(s)).map((s) => s.id + ":" + parts(path.get(s)))
                  .join(" ");
                """))
        .describedAs(what)
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{a: [null, 0, 10]} | 10 0-10",
        "{a: [null, 0, 10], b: ['a', 2, 4], c: ['a', 3, 6]} | 6 0-2,6-10",
        "{a: [null, 0, 10], b: ['a', 8, 30]} | 8 0-8",
        "{a: [null, 0, 10], b: ['a', -5, 1]} | 9 1-10",
        "{a: [null, 0, 10], b: ['a', 20, 30]} | 10 0-10"
      })
  void selfTimeIsWhatChildrenLeave(String given, String expected) {
    assertThat(
            compute(
                given, "const a = trace.byId.get('a'); return a.self + ' ' + parts(a.selfParts)"))
        .isEqualTo(expected);
  }

  @Test
  void circlesAndStrangersBecomeRoots() {
    assertThat(
            compute(
                "{a: ['b', 0, 1], b: ['a', 1, 2], c: ['c', 2, 3], d: ['gone', 3, 4]}",
                "return trace.spans.map((s) => s.id + s.depth).join(' ')"))
        .isEqualTo("b0 a1 c0 d0");
  }

  @Test
  void aVeryDeepTraceIsDrawnLikeAnyOther() {
    assertThat(
            compute(
                "Object.fromEntries([...Array(4000).keys()].map((i) =>"
                    + " ['s' + i, [i ? 's' + (i - 1) : null, i, 9000 - i]]))",
                """
                const { criticalPath } = await import("/traces/app/critical.js");
                return trace.spans.at(-1).depth + " " + criticalPath(trace).size;
                """))
        .isEqualTo("3999 4000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.25 | 250 ns",
        "999 | 999 µs",
        "1500 | 1.50 ms",
        "45200000 | 45.2 s",
        "3725000000 | 1 h 2 min 5 s"
      })
  void durationsAreShort(double micros, String expected) {
    assertThat(page.text("import('/traces/app/format.js').then((m) => m.duration(" + micros + "))"))
        .isEqualTo(expected);
  }

  @Test
  void tagsMayBeQuoted() {
    assertThat(
            page.text(
                "import('/traces/app/form.js').then((m) =>"
                    + " JSON.stringify(m.readTags('a=b  c=\"d \\\\\"e\\\\\"\" x.y= junk')))"))
        .isEqualTo("{\"a\":\"b\",\"c\":\"d \\\"e\\\"\",\"x.y\":\"\"}");
  }

  private String compute(String given, String body) {
    return page.text("(async () => {" + TRACE.replace("GIVEN", given) + body + "})()");
  }
}
