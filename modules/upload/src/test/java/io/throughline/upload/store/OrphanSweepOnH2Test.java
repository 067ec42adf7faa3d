package io.throughline.upload.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.upload.RecordingTelemetry;
import io.throughline.upload.RecordingTelemetry.Ended;
import io.throughline.upload.api.MediaType;
import io.throughline.upload.api.ObjectOwner;
import io.throughline.upload.api.ObjectStorage;
import io.throughline.upload.api.Upload;
import io.throughline.upload.api.Uploads;
import io.throughline.upload.control.OrphanSweep;
import io.throughline.upload.control.PartObjects;
import io.throughline.upload.control.UploadObjects;
import io.throughline.upload.control.UploadRegister;
import io.throughline.upload.control.UploadSession;
import io.throughline.upload.store.file.FileObjectStorage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrphanSweepOnH2Test {

  private static final Instant NOW = Instant.parse("2026-10-25T00:30:00Z");
  private static final Duration AGE = Duration.ofHours(24);
  private static final Instant OLD = NOW.minus(AGE).minusSeconds(1);

  @TempDir Path directory;

  private final RecordingTelemetry telemetry = new RecordingTelemetry();
  private final Set<String> used = new TreeSet<>();
  private UploadDatabase database;
  private ObjectStorage storage;

  @BeforeEach
  void open() throws Exception {
    database =
        new UploadDatabase(
            JdbcConnectionPool.create(
                "jdbc:h2:"
                    + directory.resolve("database")
                    + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE",
                "throughline",
                "throughline"));
    storage = new TracedObjectStorage(new FileObjectStorage(objects()), telemetry);
  }

  @AfterEach
  void close() throws Exception {
    database.close();
  }

  @Test
  void theStorageOfAnotherDatabaseIsLeftAlone() throws Exception {
    for (int i = 0; i < 100; i++) {
      put("uploads/other-" + i, OLD);
    }

    sweep().run();
    assertThat(stored()).hasSize(100);

    put("uploads/own", OLD);
    register("own", OLD);
    used.add("own");
    sweep().run();
    assertThat(stored()).containsExactly("uploads/own");
  }

  @Test
  void oldObjectsWithoutARowAreDeletedAndNothingElse() throws Exception {
    put("uploads/orphan", OLD);
    put("uploads/young", NOW.minus(AGE));
    put("uploads/kept", OLD);
    register("kept", OLD);
    used.add("kept");
    put("elsewhere/a", OLD);
    telemetry.spans.clear();

    sweep().run();

    assertThat(stored()).containsExactly("elsewhere/a", "uploads/kept", "uploads/young");
    assertThat(telemetry.spans)
        .containsExactly(
            new Ended(
                "scheduler.collect_orphans",
                "INTERNAL",
                "",
                Map.of("objects.count", 1, "uploads.count", 0),
                List.of(),
                ""));
  }

  @Test
  void partsStayUntilTheirUploadIsEmptied() throws Exception {
    database
        .store()
        .create(new UploadSession("open", 9, 0, Optional.empty(), NOW.plus(AGE), true), OLD);
    database.store().create(new UploadSession("over", 9, 0, Optional.empty(), OLD, true), OLD);
    database.store().close(NOW);
    database.store().emptied("over");
    put("parts/open/not-counted", OLD);
    put("parts/over/came-late", OLD);
    put("parts/unknown/a", OLD);
    put("parts/of-nothing", OLD);

    sweep().run();

    assertThat(stored()).containsExactly("parts/open/not-counted");
  }

  @Test
  void oldRowsWithoutAJobGoWithTheirFile() throws Exception {
    for (String id : List.of("a-used", "b-unused", "c-unused", "d-used")) {
      put("uploads/" + id, OLD);
      register(id, OLD);
    }
    put("uploads/young", NOW);
    register("young", NOW.minus(AGE));
    register("no-file", OLD);
    used.addAll(Set.of("a-used", "d-used"));
    telemetry.spans.clear();

    sweep().run();

    assertThat(stored()).containsExactly("uploads/a-used", "uploads/d-used", "uploads/young");
    assertThat(uploads(OLD).find("b-unused")).isEmpty();
    assertThat(uploads(OLD).find("no-file")).isEmpty();
    assertThat(uploads(OLD).find("young")).isPresent();
    assertThat(telemetry.spans)
        .extracting(Ended::attributes)
        .containsExactly(Map.of("objects.count", 0, "uploads.count", 3));
  }

  @Test
  void whatIsNeededAgainWhenItIsToBeDeletedStays() throws Exception {
    put("results/a", OLD);
    ObjectOwner changing =
        new ObjectOwner() {
          private final Set<String> asked = new HashSet<>();

          @Override
          public String prefix() {
            return "results/";
          }

          @Override
          public Set<String> needed(Collection<String> keys) {
            return keys.stream().filter(key -> !asked.add(key)).collect(Collectors.toSet());
          }
        };

    sweep(List.of(changing)).run();

    assertThat(stored()).containsExactly("results/a");
  }

  @Test
  void moreThanABatchGoesInOneSweep() throws Exception {
    for (int i = 0; i < 50; i++) {
      put("uploads/known-" + i, OLD);
      register("known-" + i, OLD);
      used.add("known-" + i);
    }
    for (int i = 0; i < 501; i++) {
      Files.createDirectories(objects().resolve("uploads"));
      Path file = Files.createFile(objects().resolve("uploads/orphan-" + i));
      Files.setLastModifiedTime(file, FileTime.from(OLD));
      register("row-" + i, OLD);
    }

    telemetry.spans.clear();
    sweep().run();

    assertThat(stored()).hasSize(50).allMatch(key -> key.startsWith("uploads/known-"));
    assertThat(telemetry.spans)
        .extracting(Ended::attributes)
        .containsExactly(Map.of("objects.count", 501, "uploads.count", 501));
  }

  @Test
  void aSweepThatFindsNothingIsNoTrace() throws Exception {
    sweep().run();

    assertThat(telemetry.spans).isEmpty();
  }

  @Test
  void anOwnerThatCannotTellLosesNothing() throws Exception {
    put("results/a", OLD);
    ObjectOwner failing =
        new ObjectOwner() {
          @Override
          public String prefix() {
            return "results/";
          }

          @Override
          public Set<String> needed(Collection<String> keys) {
            throw new IllegalStateException("the database is away");
          }
        };

    sweep(List.of(failing)).run();

    assertThat(stored()).containsExactly("results/a");
  }

  @Test
  void anAgeThatRequestsMayExceedIsRefused() {
    assertThatThrownBy(
            () ->
                new OrphanSweep(
                    storage,
                    List.of(),
                    registered(),
                    uploads(NOW),
                    ids -> Set.of(),
                    OrphanSweep.LEAST_AGE.minusSeconds(1),
                    telemetry,
                    Clock.fixed(NOW, ZoneOffset.UTC)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("throughline.orphan.age");
  }

  private Path objects() {
    return directory.resolve("objects");
  }

  private OrphanSweep sweep() {
    return sweep(List.of(new UploadObjects(registered()), new PartObjects(database.store())));
  }

  private OrphanSweep sweep(List<ObjectOwner> owners) {
    return new OrphanSweep(
        storage,
        owners,
        registered(),
        uploads(NOW),
        ids -> ids.stream().filter(used::contains).collect(Collectors.toSet()),
        AGE,
        telemetry,
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private UploadRegister registered() {
    return database.uploads(UploadRegister.class, storage, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private Uploads uploads(Instant now) {
    return database.uploads(Uploads.class, storage, Clock.fixed(now, ZoneOffset.UTC));
  }

  private void register(String id, Instant at) {
    uploads(at)
        .register(
            new Upload(
                id, "uploads/" + id, 1, "0".repeat(64), new MediaType("audio/wav", "wav", "wav")));
  }

  private void put(String key, Instant at) throws IOException {
    storage.put(key, new ByteArrayInputStream(new byte[1]));
    Files.setLastModifiedTime(objects().resolve(key), FileTime.from(at));
  }

  private List<String> stored() throws IOException {
    try (Stream<ObjectStorage.StoredObject> objects = storage.list("")) {
      return objects.map(ObjectStorage.StoredObject::key).sorted().toList();
    }
  }
}
