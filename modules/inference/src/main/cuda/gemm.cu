// C = A * B^T with A of M x K, B of N x K and C of M x N, rows one after the other: A and B of 16 bits, sums and C of 32.
// A block of 256 threads makes 128 x 128 of C: eight warps, 64 x 32 each, by the tensor cores. Compiled twice: for sm_75
// with the instruction for eight terms, for sm_80 with that for sixteen, bfloat16, and copies that overlap.
#include <cuda_bf16.h>
#include <cuda_fp16.h>

namespace {

constexpr int TILE = 128;
constexpr int DEPTH = 32;
constexpr int THREADS = 256;
constexpr int CHUNK = 8;
constexpr int CHUNKS = DEPTH / CHUNK;
#if GEMM_TARGET >= 80
constexpr int STAGES = 3;
#else
constexpr int STAGES = 1;
#endif

// Eight elements are a chunk of 16 bytes. Chunks of a row change places with the row, so that the eight rows that a
// matrix load reads at once lie in different banks.
__device__ __forceinline__ int place(int row, int chunk) {
  return row * DEPTH + (chunk ^ (row / 2 % CHUNKS)) * CHUNK;
}

__device__ __forceinline__ unsigned shared_address(const void* pointer) {
  return (unsigned)__cvta_generic_to_shared(pointer);
}

__device__ __forceinline__ void load_matrices(unsigned* fragment, const void* row) {
  asm volatile("ldmatrix.sync.aligned.m8n8.x4.shared.b16 {%0, %1, %2, %3}, [%4];"
               : "=r"(fragment[0]), "=r"(fragment[1]), "=r"(fragment[2]), "=r"(fragment[3])
               : "r"(shared_address(row))
               : "memory");
}

// sum += a * b for 16 x 8 sums and 16 terms.
#if GEMM_TARGET >= 80
template <typename T>
struct Multiply;
template <>
struct Multiply<__half> {
  static __device__ __forceinline__ void add(float* sum, const unsigned* a, const unsigned* b) {
    asm volatile(
        "mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, "
        "%3};"
        : "+f"(sum[0]), "+f"(sum[1]), "+f"(sum[2]), "+f"(sum[3])
        : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
  }
};
template <>
struct Multiply<__nv_bfloat16> {
  static __device__ __forceinline__ void add(float* sum, const unsigned* a, const unsigned* b) {
    asm volatile(
        "mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, "
        "%3};"
        : "+f"(sum[0]), "+f"(sum[1]), "+f"(sum[2]), "+f"(sum[3])
        : "r"(a[0]), "r"(a[1]), "r"(a[2]), "r"(a[3]), "r"(b[0]), "r"(b[1]));
  }
};
#else
template <typename T>
struct Multiply {
  static __device__ __forceinline__ void add(float* sum, const unsigned* a, const unsigned* b) {
#pragma unroll
    for (int half = 0; half < 2; half++) {
      asm volatile(
          "mma.sync.aligned.m16n8k8.row.col.f32.f16.f16.f32 {%0, %1, %2, %3}, {%4, %5}, {%6}, {%0, %1, %2, %3};"
          : "+f"(sum[0]), "+f"(sum[1]), "+f"(sum[2]), "+f"(sum[3])
          : "r"(a[2 * half]), "r"(a[2 * half + 1]), "r"(b[half]));
    }
  }
};
#endif

// Copies 16 bytes to shared memory, or zeros if there is nothing to copy.
__device__ __forceinline__ void copy(void* target, const void* source, bool there) {
#if GEMM_TARGET >= 80
  int bytes = there ? 16 : 0;
  asm volatile("cp.async.cg.shared.global [%0], [%1], 16, %2;"
               :
               : "r"(shared_address(target)), "l"(source), "r"(bytes)
               : "memory");
#else
  *reinterpret_cast<uint4*>(target) = there ? *reinterpret_cast<const uint4*>(source) : make_uint4(0, 0, 0, 0);
#endif
}

#if GEMM_TARGET >= 80
__device__ __forceinline__ void copies_begun() { asm volatile("cp.async.commit_group;" ::: "memory"); }

// All copies but those begun last have arrived.
__device__ __forceinline__ void copies_done() {
  asm volatile("cp.async.wait_group %0;" ::"n"(STAGES - 2) : "memory");
}
#endif

// DEPTH terms of 128 rows, from row first and term k on.
template <typename T>
__device__ __forceinline__ void fetch(T* target, const T* source, int rows, int terms, int first, int k) {
#pragma unroll
  for (int i = threadIdx.x; i < TILE * CHUNKS; i += THREADS) {
    int row = i / CHUNKS;
    int chunk = i % CHUNKS;
    bool there = first + row < rows && k + chunk * CHUNK < terms;
    const T* from = source + (there ? (long long)(first + row) * terms + k + chunk * CHUNK : 0);
    copy(target + place(row, chunk), from, there);
  }
}

// A warp's part of one stage. warpRow, warpColumn: where it begins in the tile.
template <typename T>
__device__ __forceinline__ void multiply(const T* a, const T* b, int warpRow, int warpColumn, float (&sum)[4][4][4]) {
  int lane = threadIdx.x % 32;
#pragma unroll
  for (int chunk = 0; chunk < CHUNKS; chunk += 2) {
    unsigned left[4][4];
    unsigned right[4][2];
#pragma unroll
    for (int i = 0; i < 4; i++) {
      // lanes 0..15: the rows' first eight terms, 16..31: the next eight
      load_matrices(left[i], a + place(warpRow + 16 * i + lane % 16, chunk + lane / 16));
    }
#pragma unroll
    for (int j = 0; j < 4; j += 2) {
      // two groups of eight columns, for each the first and the next eight terms
      unsigned pair[4];
      load_matrices(pair, b + place(warpColumn + 8 * j + lane % 8 + lane / 16 * 8, chunk + lane / 8 % 2));
      right[j][0] = pair[0];
      right[j][1] = pair[1];
      right[j + 1][0] = pair[2];
      right[j + 1][1] = pair[3];
    }
#pragma unroll
    for (int i = 0; i < 4; i++) {
#pragma unroll
      for (int j = 0; j < 4; j++) {
        Multiply<T>::add(sum[i][j], left[i], right[j]);
      }
    }
  }
}

template <typename T>
__device__ void gemm(const T* a, const T* b, float* c, int m, int n, int k) {
  __shared__ __align__(16) T tiles[STAGES][2][TILE * DEPTH];
  int row = blockIdx.y * TILE;
  int column = blockIdx.x * TILE;
  int warp = threadIdx.x / 32;
  int warpRow = warp / 4 * 64;
  int warpColumn = warp % 4 * 32;
  float sum[4][4][4] = {};
#if GEMM_TARGET >= 80
#pragma unroll
  for (int stage = 0; stage < STAGES - 1; stage++) {
    fetch(tiles[stage][0], a, m, k, row, stage * DEPTH);
    fetch(tiles[stage][1], b, n, k, column, stage * DEPTH);
    copies_begun();
  }
  int stage = 0;
  for (int done = 0; done < k; done += DEPTH) {
    copies_done();
    __syncthreads();
    // the stage that all warps have left is filled again
    int next = stage == 0 ? STAGES - 1 : stage - 1;
    fetch(tiles[next][0], a, m, k, row, done + (STAGES - 1) * DEPTH);
    fetch(tiles[next][1], b, n, k, column, done + (STAGES - 1) * DEPTH);
    copies_begun();
    multiply(tiles[stage][0], tiles[stage][1], warpRow, warpColumn, sum);
    stage = stage == STAGES - 1 ? 0 : stage + 1;
  }
#else
  for (int done = 0; done < k; done += DEPTH) {
    fetch(tiles[0][0], a, m, k, row, done);
    fetch(tiles[0][1], b, n, k, column, done);
    __syncthreads();
    multiply(tiles[0][0], tiles[0][1], warpRow, warpColumn, sum);
    __syncthreads();
  }
#endif
  int lane = threadIdx.x % 32;
#pragma unroll
  for (int i = 0; i < 4; i++) {
#pragma unroll
    for (int j = 0; j < 4; j++) {
#pragma unroll
      for (int e = 0; e < 4; e++) {
        int y = row + warpRow + 16 * i + lane / 4 + e / 2 * 8;
        int x = column + warpColumn + 8 * j + lane % 4 * 2 + e % 2;
        if (y < m && x < n) {
          c[(long long)y * n + x] = sum[i][j][e];
        }
      }
    }
  }
}

}  // namespace

// grid: x over the columns of C, y over its rows. k: a multiple of 8; a and b aligned to 16 bytes.
extern "C" __global__ void __launch_bounds__(THREADS)
    gemm_f16(const __half* a, const __half* b, float* c, int m, int n, int k) {
  gemm(a, b, c, m, n, k);
}

#if GEMM_TARGET >= 80
extern "C" __global__ void __launch_bounds__(THREADS)
    gemm_bf16(const __nv_bfloat16* a, const __nv_bfloat16* b, float* c, int m, int n, int k) {
  gemm(a, b, c, m, n, k);
}
#endif
