// Whisper's log-mel spectrogram: frames of 400 samples every 160, a periodic Hann window, the squared magnitude of 201
// bins, mel filters, log10. The transform is a product with a matrix: folding each frame around its middle leaves 201
// even and 199 odd samples, for cosines and for sines, which halves the work.

namespace {

constexpr int WINDOW = 400;
constexpr int HOP = 160;
constexpr int BINS = WINDOW / 2 + 1;
constexpr int FRAMES = 16;
constexpr int THREADS = 224;

// Sample of the audio, mirrored at its ends without repeating them.
__device__ __forceinline__ float sampleAt(const float* audio, long long length, long long at) {
  long long mirrored = at < 0 ? -at : at;
  if (mirrored >= length) {
    mirrored = 2 * (length - 1) - mirrored;
  }
  // audio that is shorter than half a window has nothing to mirror there
  return mirrored < 0 || mirrored >= length ? 0.0f : audio[mirrored];
}

// Order of floats as order of unsigned integers.
__device__ __forceinline__ unsigned ordered(float value) {
  unsigned bits = __float_as_uint(value);
  return bits & 0x80000000u ? ~bits : bits | 0x80000000u;
}

__device__ __forceinline__ float unordered(unsigned bits) {
  return __uint_as_float(bits & 0x80000000u ? bits & 0x7fffffffu : ~bits);
}

}  // namespace

// One block of 224 threads for 16 frames. cosines, sines: [sample 0..200][bin 0..200]. filters: [mel][taps], of which
// count from bin first are used. spectrogram: [mel][frames]. maximum: 0 at first, ordered bits of the largest value.
extern "C" __global__ void log_mel(const float* audio, long long length, int frames, const float* window,
                                   const float* cosines, const float* sines, const int* first, const int* count,
                                   const float* filters, int taps, int mels, float* spectrogram, unsigned* maximum) {
  __shared__ __align__(16) float even[BINS][FRAMES];
  __shared__ __align__(16) float odd[BINS][FRAMES];
  __shared__ unsigned largest;
  int thread = threadIdx.x;
  int frame = blockIdx.x * FRAMES;
  if (thread == 0) {
    largest = 0;
  }
  for (int i = thread; i < BINS * FRAMES; i += THREADS) {
    int n = i / FRAMES;
    int f = i % FRAMES;
    long long start = (long long)(frame + f) * HOP - WINDOW / 2;
    float a = sampleAt(audio, length, start + n) * window[n];
    bool alone = n == 0 || n == WINDOW / 2;
    float b = alone ? 0.0f : sampleAt(audio, length, start + WINDOW - n) * window[WINDOW - n];
    even[n][f] = a + b;
    odd[n][f] = alone ? 0.0f : a - b;
  }
  __syncthreads();
  float real[FRAMES] = {};
  float imaginary[FRAMES] = {};
  if (thread < BINS) {
    for (int n = 0; n < BINS; n++) {
      float c = cosines[n * BINS + thread];
      float s = sines[n * BINS + thread];
#pragma unroll
      for (int f = 0; f < FRAMES; f += 4) {
        float4 e = *reinterpret_cast<const float4*>(&even[n][f]);
        float4 o = *reinterpret_cast<const float4*>(&odd[n][f]);
        real[f] += c * e.x;
        real[f + 1] += c * e.y;
        real[f + 2] += c * e.z;
        real[f + 3] += c * e.w;
        imaginary[f] += s * o.x;
        imaginary[f + 1] += s * o.y;
        imaginary[f + 2] += s * o.z;
        imaginary[f + 3] += s * o.w;
      }
    }
  }
  __syncthreads();
  // the samples have done their work: their place is taken by the power of each bin
  if (thread < BINS) {
#pragma unroll
    for (int f = 0; f < FRAMES; f++) {
      even[thread][f] = real[f] * real[f] + imaginary[f] * imaginary[f];
    }
  }
  __syncthreads();
  unsigned best = 0;
  for (int i = thread; i < mels * FRAMES; i += THREADS) {
    int mel = i / FRAMES;
    int f = i % FRAMES;
    if (frame + f < frames) {
      float sum = 0.0f;
      for (int k = 0; k < count[mel]; k++) {
        sum += filters[mel * taps + k] * even[first[mel] + k][f];
      }
      float value = log10f(fmaxf(sum, 1e-10f));
      spectrogram[(long long)mel * frames + frame + f] = value;
      best = max(best, ordered(value));
    }
  }
  atomicMax(&largest, best);
  __syncthreads();
  if (thread == 0) {
    atomicMax(maximum, largest);
  }
}

// Nothing is more than 8 below the maximum; then (x + 4) / 4.
extern "C" __global__ void log_mel_scale(float* spectrogram, long long size, const unsigned* maximum) {
  float floor = unordered(*maximum) - 8.0f;
  long long step = (long long)gridDim.x * blockDim.x;
  for (long long i = (long long)blockIdx.x * blockDim.x + threadIdx.x; i < size; i += step) {
    spectrogram[i] = (fmaxf(spectrogram[i], floor) + 4.0f) / 4.0f;
  }
}
