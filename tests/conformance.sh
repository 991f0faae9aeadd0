#!/usr/bin/env bash
# Builds the conformance runner of every client and plays the scenario with each. The solution must have been built.
# Usage: bash tests/conformance.sh [Debug|Release] [driver options, for example --only python]
# A client that does not build is not left out: the driver counts its steps as failed.
set -uo pipefail
cd "$(dirname "$0")/.."
configuration=${1:-Release}
shift || true
for build in clients/*/conformance/build.sh; do
  language=$(basename "$(dirname "$(dirname "$build")")")
  if [[ "$*" == *--only* && " $* " != *" $language "* && ! ($language == typescript && " $* " == *" browser "*) ]]; then
    continue
  fi
  echo "-- build $language"
  CONFIGURATION=$configuration bash "$build" || echo "$build failed"
done
exec dotnet "tests/EdrGrpc.Conformance/bin/$configuration/net10.0/EdrGrpc.Conformance.dll" "$@"
