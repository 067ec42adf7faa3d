package io.throughline.inference.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MinimumCutTest {

  /** A grid with its weights, to try every way of parting it. */
  private record Grid(int width, int height, int[][] edges, int[] background, int[] subject) {

    static Grid random(int width, int height, Random random) {
      int pixels = width * height;
      Grid grid = new Grid(width, height, new int[pixels][8], new int[pixels], new int[pixels]);
      for (int i = 0; i < pixels; i++) {
        for (int d = 0; d < 8; d += 2) {
          grid.edges[i][d] = grid.isInside(i, d) ? random.nextInt(12) : 0;
        }
        grid.background[i] = random.nextInt(20);
        grid.subject[i] = random.nextInt(20);
      }
      return grid;
    }

    boolean isInside(int i, int d) {
      int x = i % width + MinimumCut.DX[d];
      int y = i / width + MinimumCut.DY[d];
      return x >= 0 && y >= 0 && x < width && y < height;
    }

    MinimumCut cut() {
      MinimumCut cut = new MinimumCut(width, height);
      for (int i = 0; i < background.length; i++) {
        cut.attach(i % width, i / width, background[i], subject[i]);
        for (int d = 0; d < 8; d += 2) {
          if (isInside(i, d)) {
            cut.connect(i % width, i / width, d, edges[i][d]);
          }
        }
      }
      return cut;
    }

    /** Cost of the parting whose bit {@code i} says that pixel {@code i} is subject. */
    int cost(int parting) {
      int cost = 0;
      for (int i = 0; i < background.length; i++) {
        boolean inside = (parting >> i & 1) == 1;
        cost += inside ? subject[i] : background[i];
        for (int d = 0; d < 8; d += 2) {
          if (isInside(i, d)) {
            int near = i + MinimumCut.DY[d] * width + MinimumCut.DX[d];
            cost += (parting >> near & 1) == 1 ^ inside ? edges[i][d] : 0;
          }
        }
      }
      return cost;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void noOtherPartingIsCheaper(int width) throws Exception {
    Random random = new Random(width);
    for (int round = 0; round < 60; round++) {
      Grid grid = Grid.random(width, 3, random);
      MinimumCut cut = grid.cut();

      cut.solve();

      int parting = 0;
      for (int i = 0; i < 3 * width; i++) {
        parting |= cut.isSubject(i % width, i / width) ? 1 << i : 0;
      }
      int cheapest = Integer.MAX_VALUE;
      for (int other = 0; other < 1 << 3 * width; other++) {
        cheapest = Math.min(cheapest, grid.cost(other));
      }
      assertThat(grid.cost(parting)).isEqualTo(cheapest);
    }
  }

  @Test
  void anInterruptStopsTheSearch() {
    MinimumCut cut = Grid.random(300, 300, new Random(5)).cut();
    Thread.currentThread().interrupt();

    assertThatThrownBy(cut::solve).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }
}
