#!/usr/bin/env bash
# Compiles the kernels to PTX, which the driver of a graphics card compiles further, and writes down which sources they
# come from. The PTX is committed: building Throughline needs no CUDA toolkit, changing a kernel does (nvcc 12 or 13).
# Usage: modules/inference/src/main/cuda/build.sh
set -euo pipefail
cd "$(dirname "$0")"
out=../resources/io/throughline/inference/engine/gpu
mkdir -p "$out"

# compile SOURCE TARGET ARCHITECTURE [OPTION...]
compile() {
  nvcc -ptx -arch="compute_$3" -std=c++17 -O3 -Werror all-warnings "${@:4}" "$1.cu" -o "$out/$2.ptx"
  # the oldest language that has all they use, so that drivers of CUDA 12.0 and later take them; comments name the compiler
  sed -i -e 's/^\.version .*/.version 8.0/' -e '/^[[:space:]]*\/\//d' -e '/^[[:space:]]*$/d' "$out/$2.ptx"
}

# the order of roundings is that of the Java code: no fused multiply-add
compile resize resize 75 -fmad=false
compile picture picture 75 -fmad=false --extended-lambda
compile logmel logmel 75
compile scan scan 75
compile gemm gemm75 75 -DGEMM_TARGET=75
compile gemm gemm80 80 -DGEMM_TARGET=80

{
  sha256sum -- *.cu *.cuh build.sh
  (cd "$out" && sha256sum -- *.ptx)
} >"$out/kernels.sha256"
