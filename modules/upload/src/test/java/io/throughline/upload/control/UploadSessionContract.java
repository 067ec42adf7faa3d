package io.throughline.upload.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link UploadSessionStore} does. */
public interface UploadSessionContract {

  /** In the night when clocks change in the Chatham Islands. */
  Instant NOW = Instant.parse("2026-04-04T13:30:00.123456Z");

  Instant EXPIRY = NOW.plus(Duration.ofHours(1));
  Instant LATER_EXPIRY = NOW.plus(Duration.ofHours(2));

  /** An empty store. */
  UploadSessionStore store();

  @Test
  default void aSessionIsFoundAsItWasMade() {
    UploadSession session = session("a");
    store().create(session, NOW);

    assertThat(store().find("a")).contains(session);
    assertThat(store().parts("a")).isEmpty();
    assertThat(store().find("b")).isEmpty();
  }

  @Test
  default void aSessionNeedsNoMetadata() {
    UploadSession session = new UploadSession("a", 0, 0, Optional.empty(), EXPIRY, true);
    store().create(session, NOW);

    assertThat(store().find("a")).contains(session);
  }

  @Test
  default void partsAreKeptInTheOrderOfTheFileAndMoveItsOffsetAndExpiry() {
    create("a");

    assertThat(append("a", 0, part(0, 10), part(10, 5))).isTrue();
    assertThat(append("a", 15, part(15, 1))).isTrue();

    assertThat(store().parts("a")).containsExactly(part(0, 10), part(10, 5), part(15, 1));
    assertThat(store().find("a").orElseThrow()).isEqualTo(session("a").advanced(16, LATER_EXPIRY));
  }

  @Test
  default void sessionsAreFilledUntilTheyAreEmptied() {
    create("open");
    store().create(session("over"), NOW);
    store().create(session("emptied"), NOW);
    append("open", 0, part(0, 1));
    store().close(EXPIRY);
    store().emptied("emptied");

    assertThat(store().filled(Set.of("open", "over", "emptied", "unknown")))
        .containsExactlyInAnyOrder("open", "over");
    assertThat(store().filled(Set.of("unknown"))).isEmpty();
  }

  @Test
  default void partsAtAnyOtherOffsetChangeNothing() {
    create("a");
    append("a", 0, part(0, 10));

    assertThat(append("a", 0, part(0, 4))).isFalse();
    assertThat(append("a", 11, part(11, 4))).isFalse();
    assertThat(append("unknown", 0, part(0, 4))).isFalse();

    assertThat(store().parts("a")).containsExactly(part(0, 10));
    assertThat(store().find("a").orElseThrow().offset()).isEqualTo(10);
  }

  @Test
  default void sessionsDoNotGetEachOthersParts() {
    create("a");
    create("b");

    append("a", 0, part(0, 10));

    assertThat(store().find("b")).contains(session("b"));
    assertThat(store().parts("b")).isEmpty();
  }

  @Test
  default void aSessionWhoseTimeIsOverTakesNothing() {
    create("a");

    assertThat(store().append("a", 0, List.of(part(0, 4)), EXPIRY, LATER_EXPIRY)).isFalse();

    assertThat(store().find("a")).contains(session("a"));
  }

  @Test
  default void aDeletedSessionIsGoneWithItsParts() {
    create("a");
    append("a", 0, part(0, 10));

    assertThat(store().delete("a")).isTrue();
    assertThat(store().delete("a")).isFalse();

    assertThat(store().find("a")).isEmpty();
    assertThat(store().parts("a")).isEmpty();
  }

  @Test
  default void sessionsWhoseTimeIsOverAreClosedUntilTheyAreEmptied() {
    create("a");
    create("b");
    append("b", 0, part(0, 10));

    assertThat(store().close(EXPIRY.minusMillis(1))).isEmpty();
    assertThat(store().close(EXPIRY)).containsExactly("a");
    assertThat(store().close(EXPIRY)).as("not emptied yet").containsExactly("a");
    store().emptied("a");

    assertThat(store().close(EXPIRY)).isEmpty();
    assertThat(store().find("a").orElseThrow().open()).isFalse();
    assertThat(store().find("b").orElseThrow().open()).isTrue();
  }

  @Test
  default void aClosedSessionTakesNothingWhateverAClockSays() {
    create("a");
    store().close(EXPIRY);

    assertThat(append("a", 0, part(0, 10))).isFalse();
    assertThat(store().parts("a")).isEmpty();
  }

  @Test
  default void anEmptiedSessionHasNoPartsAndIsForgottenLater() {
    create("a");
    append("a", 0, part(0, 10));
    store().close(LATER_EXPIRY);
    store().emptied("a");

    assertThat(store().parts("a")).isEmpty();
    store().forget(LATER_EXPIRY);
    assertThat(store().find("a")).isPresent();
    store().forget(LATER_EXPIRY.plusMillis(1));
    assertThat(store().find("a")).isEmpty();
  }

  @Test
  default void whatIsNotEmptiedIsNotForgotten() {
    create("a");
    create("b");
    append("b", 0, part(0, 10));
    store().close(EXPIRY);
    store().emptied("b");

    store().forget(LATER_EXPIRY.plusSeconds(1));

    assertThat(store().find("a")).isPresent();
    assertThat(store().find("b").orElseThrow().open()).isTrue();
    assertThat(store().parts("b")).containsExactly(part(0, 10));
  }

  private void create(String id) {
    store().create(session(id), NOW);
  }

  private boolean append(String id, long offset, SessionPart... parts) {
    return store().append(id, offset, List.of(parts), NOW, LATER_EXPIRY);
  }

  private static UploadSession session(String id) {
    return new UploadSession(id, 100, 0, Optional.of("filename bm90ZXM="), EXPIRY, true);
  }

  private static SessionPart part(long start, long size) {
    return new SessionPart(start, size, "parts/x/" + start);
  }
}
