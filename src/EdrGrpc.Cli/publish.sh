#!/usr/bin/env bash
# Publishes edrctl as one native file, then prints its size and the time it takes to start.
# Usage: bash src/EdrGrpc.Cli/publish.sh [output folder] [runtime id]     (artifacts/edrctl and linux-x64 by default)
# A native build needs a C toolchain; where there is none (and no apt to install it with), one trimmed file with the runtime inside is made instead.
set -euo pipefail
cd "$(dirname "$0")/../.."
output=${1:-artifacts/edrctl}
rm -f "$output/edrctl"
runtime=${2:-linux-x64}
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

if ! command -v clang >/dev/null || [ ! -e /usr/include/zlib.h ]; then
  if command -v apt-get >/dev/null && [ "$(id -u)" -eq 0 ]; then
    apt-get update -qq && apt-get install -y -qq --no-install-recommends clang zlib1g-dev libc6-dev
  fi
fi
kind=EdrctlNative
command -v clang >/dev/null && [ -e /usr/include/zlib.h ] || kind=EdrctlTrimmed

# The compiler's packages follow the SDK at hand and stand in no committed lock file; folders of their own keep other builds untouched.
dotnet publish src/EdrGrpc.Cli/EdrGrpc.Cli.csproj -c Release -r "$runtime" -p:$kind=true -p:NuGetLockFilePath=obj/publish.lock.json -p:RestoreLockedMode=false -p:RestoreForceEvaluate=true \
  --artifacts-path artifacts/edrctl-build -o "$output" -nodeReuse:false -v quiet
rm -f "$output"/*.dbg "$output"/*.pdb "$output"/*.xml

[ "$runtime" = linux-x64 ] && [ "$(uname -m)" = x86_64 ] || exit 0
program=$output/edrctl
"$program" --version >/dev/null
begin=$(date +%s%N)
for _ in $(seq 20); do "$program" --version >/dev/null; done
end=$(date +%s%N)
printf '%s: %d KiB, starts in %d ms (mean of 20)\n' "$program" "$(($(stat -c %s "$program") / 1024))" "$(((end - begin) / 20000000))"
