#!/usr/bin/env bash
# Builds and installs the package, then the runner and the example of the README against the installed package.
set -euo pipefail
cd "$(dirname "$0")/.."
bash ../apt-install.sh g++ make cmake pkg-config libgrpc++-dev libprotobuf-dev protobuf-compiler
jobs=${CMAKE_BUILD_PARALLEL_LEVEL:-2}
cmake -S . -B build -DCMAKE_BUILD_TYPE=Release -DCMAKE_COMPILE_WARNING_AS_ERROR=ON -DCMAKE_INSTALL_PREFIX="$PWD/build/prefix" >/dev/null
cmake --build build -j "$jobs" -- --no-print-directory >/dev/null
cmake --install build >/dev/null
cmake -S conformance -B build/conformance -DCMAKE_BUILD_TYPE=Release -DCMAKE_COMPILE_WARNING_AS_ERROR=ON -DCMAKE_PREFIX_PATH="$PWD/build/prefix" >/dev/null
cmake --build build/conformance -j "$jobs" -- --no-print-directory >/dev/null
