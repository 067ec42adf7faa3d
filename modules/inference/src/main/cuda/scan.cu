// Exact search: the cosine of every vector with every query, and the best of them. A warp reads four vectors at a time;
// what a lane holds of the queries it uses for all four.
#include <cuda_fp16.h>

namespace {

constexpr int VECTORS = 4;
constexpr int LANES = 32;
constexpr int SORTED = 2048;
constexpr unsigned ALL = 0xffffffffu;

__device__ __forceinline__ float4 four(const float* at) { return *reinterpret_cast<const float4*>(at); }

__device__ __forceinline__ float4 four(const __half* at) {
  uint2 raw = *reinterpret_cast<const uint2*>(at);
  float2 low = __half22float2(*reinterpret_cast<const __half2*>(&raw.x));
  float2 high = __half22float2(*reinterpret_cast<const __half2*>(&raw.y));
  return make_float4(low.x, low.y, high.x, high.y);
}

// Halves of the elements change places with halves of the lanes, so that 32 sums take 31 exchanges and not 160.
template <int HALF>
__device__ __forceinline__ void fold(float* part, int lane) {
  bool upper = lane & HALF;
#pragma unroll
  for (int i = 0; i < HALF; i++) {
    float keep = upper ? part[i + HALF] : part[i];
    float give = upper ? part[i] : part[i + HALF];
    part[i] = keep + __shfl_xor_sync(ALL, give, HALF);
  }
  if constexpr (HALF > 1) {
    fold<HALF / 2>(part, lane);
  }
}

// Sums of all lanes: lane i gets the sum of element i modulo COUNT.
template <int COUNT>
__device__ __forceinline__ float summed(float* part, int lane) {
  fold<COUNT / 2>(part, lane);
  float sum = part[0];
#pragma unroll
  for (int other = COUNT; other < LANES; other *= 2) {
    sum += __shfl_xor_sync(ALL, sum, other);
  }
  return sum;
}

// queries: QUERIES rows of dimensions, on the device, in shared memory here. dimensions: a multiple of 128.
template <int QUERIES, typename T>
__device__ void scan(const T* vectors, const float* inverse, long long count, int dimensions, const float* queries,
                     float* scores) {
  extern __shared__ __align__(16) float asked[];
  for (int i = threadIdx.x; i < QUERIES * dimensions; i += blockDim.x) {
    asked[i] = queries[i];
  }
  __syncthreads();
  int lane = threadIdx.x % LANES;
  long long warp = ((long long)blockIdx.x * blockDim.x + threadIdx.x) / LANES;
  long long step = (long long)gridDim.x * blockDim.x / LANES * VECTORS;
  for (long long at = warp * VECTORS; at < count; at += step) {
    float part[VECTORS * QUERIES] = {};
    for (int d = lane * 4; d < dimensions; d += LANES * 4) {
      float4 v[VECTORS];
#pragma unroll
      for (int i = 0; i < VECTORS; i++) {
        long long vector = min(at + i, count - 1);
        v[i] = four(vectors + vector * dimensions + d);
      }
#pragma unroll
      for (int q = 0; q < QUERIES; q++) {
        float4 w = four(asked + q * dimensions + d);
#pragma unroll
        for (int i = 0; i < VECTORS; i++) {
          part[i * QUERIES + q] += v[i].x * w.x + v[i].y * w.y + v[i].z * w.z + v[i].w * w.w;
        }
      }
    }
    float sum = summed<VECTORS * QUERIES>(part, lane);
    long long vector = at + lane / QUERIES;
    if (lane < VECTORS * QUERIES && vector < count) {
      scores[(lane % QUERIES) * count + vector] = sum * inverse[vector];
    }
  }
}

// Larger scores first, then smaller positions.
__device__ __forceinline__ unsigned long long key(float score, unsigned position) {
  unsigned bits = __float_as_uint(score);
  unsigned ordered = bits & 0x80000000u ? ~bits : bits | 0x80000000u;
  return (unsigned long long)ordered << 32 | ~position;
}

// Sorts keys, largest first (Batcher's bitonic network).
__device__ void sort(unsigned long long* keys) {
#pragma unroll 1
  for (int size = 2; size <= SORTED; size *= 2) {
#pragma unroll 1
    for (int distance = size / 2; distance > 0; distance /= 2) {
#pragma unroll 1
      for (int i = threadIdx.x; i < SORTED / 2; i += blockDim.x) {
        int low = 2 * i - (i & (distance - 1));
        int high = low + distance;
        bool down = (low & size) == 0;
        unsigned long long a = keys[low];
        unsigned long long b = keys[high];
        if ((a < b) == down) {
          keys[low] = b;
          keys[high] = a;
        }
      }
      __syncthreads();
    }
  }
}

}  // namespace

// Warps share the vectors. Dynamic shared memory: the queries. scores: [query][vector]. inverse: 1 / length of each.
extern "C" __global__ void scan_f32_1(const float* vectors, const float* inverse, long long count, int dimensions,
                                      const float* queries, float* scores) {
  scan<1>(vectors, inverse, count, dimensions, queries, scores);
}

extern "C" __global__ void scan_f32_8(const float* vectors, const float* inverse, long long count, int dimensions,
                                      const float* queries, float* scores) {
  scan<8>(vectors, inverse, count, dimensions, queries, scores);
}

extern "C" __global__ void scan_f16_1(const __half* vectors, const float* inverse, long long count, int dimensions,
                                      const float* queries, float* scores) {
  scan<1>(vectors, inverse, count, dimensions, queries, scores);
}

extern "C" __global__ void scan_f16_8(const __half* vectors, const float* inverse, long long count, int dimensions,
                                      const float* queries, float* scores) {
  scan<8>(vectors, inverse, count, dimensions, queries, scores);
}

// Best of 2048 scores for each block; grid: x over the scores, y over queries. best: [query][block][wanted].
extern "C" __global__ void best_scores(const float* scores, long long count, int wanted, unsigned long long* best) {
  __shared__ unsigned long long keys[SORTED];
  long long first = (long long)blockIdx.x * SORTED;
  for (int i = threadIdx.x; i < SORTED; i += blockDim.x) {
    long long at = first + i;
    keys[i] = at < count ? key(scores[blockIdx.y * count + at], (unsigned)at) : 0;
  }
  __syncthreads();
  sort(keys);
  for (int i = threadIdx.x; i < wanted; i += blockDim.x) {
    best[((long long)blockIdx.y * gridDim.x + blockIdx.x) * wanted + i] = keys[i];
  }
}

// The same of what best_scores or this has left: [query][count] keys.
extern "C" __global__ void best_keys(const unsigned long long* candidates, long long count, int wanted,
                                     unsigned long long* best) {
  __shared__ unsigned long long keys[SORTED];
  long long first = (long long)blockIdx.x * SORTED;
  for (int i = threadIdx.x; i < SORTED; i += blockDim.x) {
    long long at = first + i;
    keys[i] = at < count ? candidates[blockIdx.y * count + at] : 0;
  }
  __syncthreads();
  sort(keys);
  for (int i = threadIdx.x; i < wanted; i += blockDim.x) {
    best[((long long)blockIdx.y * gridDim.x + blockIdx.x) * wanted + i] = keys[i];
  }
}
