package io.throughline.inference.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageTiersTest {

  private static final ImageLimits SERVER = new ImageLimits("standard", 1_000, 200, 800);

  @Test
  void withoutTiersTheServersLimitsAreEverybodys() {
    ImageTiers tiers = ImageTiers.of(List.of(), Optional.empty(), SERVER);

    assertThat(tiers.callers()).isEqualTo(SERVER);
    assertThat(tiers.all()).containsExactly(SERVER);
  }

  @Test
  void callersHaveTheTierThatIsNamedOrTheFirst() {
    List<String> two = List.of("free:100,20,80", " pro:1000,200,800");

    assertThat(ImageTiers.of(two, Optional.empty(), SERVER).callers())
        .isEqualTo(new ImageLimits("free", 100, 20, 80));
    assertThat(ImageTiers.of(two, Optional.of("pro"), SERVER).callers().maxPixels()).isEqualTo(200);
  }

  @Test
  void aTierThatIsNotThereStopsTheStart() {
    assertThatThrownBy(() -> ImageTiers.of(List.of(), Optional.of("pro"), SERVER))
        .hasMessageContaining("THROUGHLINE_IMAGE_TIER=pro")
        .hasMessageContaining("[standard]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"free", "free:1,2", "Free:1,2,3", "free:-1,2,3", "free:0,2,3", "a:1,1,1;b:2"})
  void aTierThatIsWrittenWronglyStopsTheStart(String tier) {
    assertThatThrownBy(() -> ImageTiers.of(List.of(tier), Optional.empty(), SERVER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("THROUGHLINE_");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pro:1001,1,1", "pro:1,201,1", "pro:1,1,801"})
  void noTierMayHaveMoreThanTheServerAllows(String tier) {
    assertThatThrownBy(() -> ImageTiers.of(List.of(tier), Optional.empty(), SERVER))
        .hasMessageContaining("THROUGHLINE_IMAGE_TIERS allows the tier pro more than");
  }

  @Test
  void aTierMayNotBeThereTwice() {
    assertThatThrownBy(() -> ImageTiers.of(List.of("a:1,1,1", "a:2,2,2"), Optional.empty(), SERVER))
        .hasMessageContaining("THROUGHLINE_IMAGE_TIERS has the tier a twice");
  }
}
