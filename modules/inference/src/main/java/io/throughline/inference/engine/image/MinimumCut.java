package io.throughline.inference.engine.image;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * The cheapest way to part the pixels of a grid into two sides, where parting neighbours costs what
 * their edge weighs and putting a pixel on a side costs what its other terminal weighs. By the
 * maximum flow of Boykov and Kolmogorov (2004, <i>An Experimental Comparison of Min-Cut/Max-Flow
 * Algorithms for Energy Minimization in Vision</i>): two trees that grow towards each other. For
 * one thread; good for one cut.
 */
final class MinimumCut {

  /** Right, left, down, up, and the diagonals; {@code direction ^ 1} is the way back. */
  static final int[] DX = {1, -1, 0, 0, 1, -1, -1, 1};

  static final int[] DY = {0, 0, 1, -1, 1, -1, 1, -1};

  private static final int DIRECTIONS = 8;
  private static final byte FREE = 0;
  private static final byte SUBJECT = 1;
  private static final byte BACKGROUND = 2;
  private static final byte TERMINAL = 8;
  private static final byte ORPHAN = 9;
  private static final int ROUNDS_BETWEEN_LOOKS = 1 << 14;

  /** With a frame of unconnected nodes, so that no step leads out of the grid. */
  private final int stride;

  private final int[] steps = new int[DIRECTIONS];
  private final int[][] residual;
  private final int[] terminal;
  private final byte[] tree;

  /** The direction of each node's parent, or {@link #TERMINAL}, or {@link #ORPHAN}. */
  private final byte[] parent;

  private final int[] distance;
  private final int[] stamp;
  private final IntQueue active;
  private final ArrayDeque<Integer> orphans = new ArrayDeque<>();
  private int time;

  MinimumCut(int width, int height) {
    stride = width + 2;
    int nodes = Math.multiplyExact(stride, height + 2);
    for (int d = 0; d < DIRECTIONS; d++) {
      steps[d] = DY[d] * stride + DX[d];
    }
    residual = new int[DIRECTIONS][nodes];
    terminal = new int[nodes];
    tree = new byte[nodes];
    parent = new byte[nodes];
    distance = new int[nodes];
    stamp = new int[nodes];
    active = new IntQueue(nodes);
  }

  /** Sets what it costs to part a pixel from its neighbour, which must be in the grid. */
  void connect(int x, int y, int direction, int weight) {
    int node = node(x, y);
    residual[direction][node] = weight;
    residual[direction ^ 1][node + steps[direction]] = weight;
  }

  /** Sets what it costs to put a pixel to the background, and to the subject. */
  void attach(int x, int y, int background, int subject) {
    terminal[node(x, y)] = background - subject;
  }

  /** True if the pixel is on the subject's side. */
  boolean isSubject(int x, int y) {
    return tree[node(x, y)] == SUBJECT;
  }

  private int node(int x, int y) {
    return (y + 1) * stride + x + 1;
  }

  /** Finds the cut. */
  void solve() throws InterruptedException {
    plant();
    int current = -1;
    int rounds = 0;
    while (true) {
      if (++rounds % ROUNDS_BETWEEN_LOOKS == 0 && Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (current < 0 || tree[current] == FREE) {
        current = active.poll();
        if (current < 0) {
          return;
        }
        if (tree[current] == FREE) {
          continue;
        }
      }
      int meeting = grow(current);
      time++;
      if (meeting < 0) {
        current = -1;
      } else {
        augment(current, meeting);
        adopt();
      }
    }
  }

  private void plant() {
    Arrays.fill(parent, ORPHAN);
    for (int node = 0; node < terminal.length; node++) {
      if (terminal[node] != 0) {
        tree[node] = terminal[node] > 0 ? SUBJECT : BACKGROUND;
        parent[node] = TERMINAL;
        distance[node] = 1;
        active.add(node);
      }
    }
  }

  /** Takes free neighbours into the node's tree; the direction of one in the other tree, or -1. */
  private int grow(int node) {
    for (int d = 0; d < DIRECTIONS; d++) {
      int near = node + steps[d];
      if (room(node, d) == 0) {
        continue;
      }
      if (tree[near] == FREE) {
        tree[near] = tree[node];
        follow(near, node, d);
        active.add(near);
      } else if (tree[near] != tree[node]) {
        return d;
      } else if (stamp[near] <= stamp[node] && distance[near] > distance[node]) {
        follow(near, node, d);
      }
    }
    return -1;
  }

  /** How much more can flow between a node and its neighbour, away from the root of its tree. */
  private int room(int node, int d) {
    return tree[node] == SUBJECT ? residual[d][node] : residual[d ^ 1][node + steps[d]];
  }

  private void follow(int child, int node, int d) {
    parent[child] = (byte) (d ^ 1);
    stamp[child] = stamp[node];
    distance[child] = distance[node] + 1;
  }

  /** Sends what fits from root to root through the meeting of the trees. */
  private void augment(int node, int direction) {
    boolean forward = tree[node] == SUBJECT;
    int from = forward ? node : node + steps[direction];
    int to = forward ? node + steps[direction] : node;
    int d = forward ? direction : direction ^ 1;
    int flow = Math.min(residual[d][from], Math.min(roomTo(from), roomTo(to)));
    residual[d][from] -= flow;
    residual[d ^ 1][to] += flow;
    push(from, flow);
    push(to, flow);
  }

  private int roomTo(int leaf) {
    int room = Integer.MAX_VALUE;
    int node = leaf;
    for (; parent[node] != TERMINAL; node += steps[parent[node]]) {
      int up = parent[node];
      room = Math.min(room, room(node + steps[up], up ^ 1));
    }
    return Math.min(room, Math.abs(terminal[node]));
  }

  private void push(int leaf, int flow) {
    int node = leaf;
    while (parent[node] != TERMINAL) {
      int up = parent[node];
      int next = node + steps[up];
      int change = tree[node] == SUBJECT ? flow : -flow;
      residual[up][node] += change;
      residual[up ^ 1][next] -= change;
      if (room(next, up ^ 1) == 0) {
        abandon(node);
      }
      node = next;
    }
    terminal[node] += tree[node] == SUBJECT ? -flow : flow;
    if (terminal[node] == 0) {
      abandon(node);
    }
  }

  private void abandon(int node) {
    parent[node] = ORPHAN;
    orphans.add(node);
  }

  /** Finds new parents for nodes whose own is cut off; without one they are free. */
  private void adopt() {
    while (!orphans.isEmpty()) {
      int node = orphans.poll();
      int best = -1;
      int shortest = Integer.MAX_VALUE;
      for (int d = 0; d < DIRECTIONS; d++) {
        int near = node + steps[d];
        if (tree[near] == tree[node] && room(near, d ^ 1) > 0) {
          int length = distance(near);
          if (length < shortest) {
            shortest = length;
            best = d;
          }
        }
      }
      if (best >= 0) {
        parent[node] = (byte) best;
        stamp[node] = time;
        distance[node] = shortest + 1;
      } else {
        release(node);
      }
    }
  }

  /** Steps from a node to the root of its tree, or {@code MAX_VALUE} if it hangs on an orphan. */
  private int distance(int start) {
    int length = 0;
    int node = start;
    for (; stamp[node] != time && parent[node] != TERMINAL; node += steps[parent[node]]) {
      if (parent[node] == ORPHAN) {
        return Integer.MAX_VALUE;
      }
      length++;
    }
    if (stamp[node] != time) {
      stamp[node] = time;
      distance[node] = 1;
    }
    length += distance[node];
    int left = length;
    for (node = start; stamp[node] != time; node += steps[parent[node]]) {
      stamp[node] = time;
      distance[node] = left--;
    }
    return length;
  }

  private void release(int node) {
    for (int d = 0; d < DIRECTIONS; d++) {
      int near = node + steps[d];
      if (tree[near] == tree[node]) {
        if (room(near, d ^ 1) > 0) {
          active.add(near);
        }
        if (parent[near] == (d ^ 1)) {
          abandon(near);
        }
      }
    }
    tree[node] = FREE;
    parent[node] = ORPHAN;
  }
}
