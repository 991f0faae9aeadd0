#!/usr/bin/env bash
# Installs what is missing, lints the protos, builds, runs every test, and ends with "N passed, N failed".
# Usage: bash tests/run.sh [Debug|Release]    (Release by default)
set -uo pipefail
cd "$(dirname "$0")/.."
root=$PWD
configuration=${1:-Release}
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
passed=0
failed=0
# What failed, for the last lines: the lines of the failure itself may be thousands up.
failures=()

say() { printf '\n== %s\n' "$*"; }

# One check of this script counts like a test.
check() {
  local name=$1
  shift
  if "$@"; then
    printf 'ok      %s\n' "$name"
    passed=$((passed + 1))
  else
    printf 'FAILED  %s\n' "$name"
    failed=$((failed + 1))
    failures+=("$name")
  fi
}

finish() {
  [ "${#failures[@]}" -eq 0 ] || printf '\nFailed:\n'
  local failure
  for failure in "${failures[@]}"; do printf '%s\n' "$failure"; done
  printf '\n%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ]
  exit
}

need() {
  command -v "$1" >/dev/null && return
  echo "$1 is needed: $2" >&2
  failed=$((failed + 1))
  finish
}

say "Tools"
need dotnet "install the .NET SDK 10 (https://dotnet.microsoft.com)"
if ! command -v npm >/dev/null; then
  apt-get update -qq && apt-get install -y -qq --no-install-recommends nodejs npm
fi
# Another program's lock on the data file is tested with a real one.
command -v sqlite3 >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends sqlite3; }
bash tests/install-postgres.sh || { failed=$((failed + 1)); finish; }
need npm "install Node.js 20 or later with npm"
# Installing writes next to the lock file only; nothing is downloaded by install scripts.
(cd tests/tools && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) || { failed=$((failed + 1)); finish; }
export PATH="$root/tests/tools/node_modules/@bufbuild/buf-linux-x64/bin:$PATH"

say "Protos"
check "buf lint" buf lint
check "buf format" buf format --diff --exit-code
check "buf breaking" bash tests/proto-breaking.sh
check "tools of the clients" bash clients/install-tools.sh
check "generated code of the clients is current" bash tests/clients-drift.sh

say "KUMA scripts"
check "unit tests of the KUMA scripts" bash tests/kuma.sh

say "Build ($configuration)"
dotnet build EdrGrpc.sln -c "$configuration" -warnaserror -nodeReuse:false -v quiet || { failed=$((failed + 1)); finish; }

say "edrctl"
check "edrctl publishes as one file" bash src/EdrGrpc.Cli/publish.sh
# The tests run what is published, not what the build left.
export EDRCTL_PROGRAM="$root/artifacts/edrctl/edrctl"

say "Bill of materials"
check "bills of materials name every shipped package" bash tests/sbom.sh

run_tests() {
  local project=$1 folder=${2:-tests} log
  shift $(($# < 2 ? $# : 2))
  log=$(mktemp)
  say "$project $*"
  dotnet "$folder/$project/bin/$configuration/net10.0/$project.dll" -noColor "$@" 2>&1 | tee "$log" | grep -vE '^ *(Discovering|Discovered|Starting|Finished):'
  local code=${PIPESTATUS[0]} line total bad
  # A test's report begins with its name and "[FAIL]"; what it says of the reason stands below, further in.
  mapfile -t -O "${#failures[@]}" failures < <(grep -A 14 -F '[FAIL]' "$log")
  line=$(grep -E 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+' "$log" | tail -n 1)
  rm -f "$log"
  if [ -z "$line" ]; then
    echo "$project printed no summary (exit code $code)"
    failures+=("$project printed no summary (exit code $code)")
    failed=$((failed + 1))
    return
  fi
  total=$(sed -E 's/.*Total: ([0-9]+).*/\1/' <<<"$line")
  bad=$(sed -E 's/.*Errors: ([0-9]+), Failed: ([0-9]+), Skipped: ([0-9]+), Not Run: ([0-9]+).*/\1+\2+\3+\4/' <<<"$line")
  bad=$((bad))
  # A skipped test counts as failed: nothing is skipped here. So does a run without tests.
  if [ "$total" -eq 0 ] || { [ "$code" -ne 0 ] && [ "$bad" -eq 0 ]; }; then
    bad=$((bad + 1))
    total=$((total + 1))
  fi
  passed=$((passed + total - bad))
  failed=$((failed + bad))
}

run_tests EdrGrpc.Tests
run_tests EdrGrpc.IntegrationTests
# The flows that write most, again on PostgreSQL.
EDRGRPC_TEST_STORE=Postgres run_tests EdrGrpc.IntegrationTests tests -class '*.Submit.NineTasksTests' -class '*.Submit.ReplayTests' -class '*.Recovery.KillTests' \
  -class '*.Recovery.RestartTests' -class '*.Recovery.LostAnswerTests' -class '*.Watch.SubmitAndWatchTests' -class '*.Watch.WatchSubmissionsTests' -class '*.Cancel.CancelTests'
run_tests EdrGrpc.Client.Tests clients/csharp

say "Kills"
check "crash run: 20 kills, and 8 around approvals and releases, nothing lost, nothing doubled, nothing out of order" bash tests/crash.sh 20
check "three replicas killed, stopped, cut off from each other, database restarted: nothing lost, doubled or out of order" bash tests/replicas.sh 1

say "Conformance of the clients"
log=$(mktemp)
bash tests/conformance.sh "$configuration" 2>&1 | tee "$log"
mapfile -t -O "${#failures[@]}" failures < <(grep -E '^(FAILED|failed) ' "$log")
# The driver's own count: one check per language and step.
if [[ "$(tail -n 50 "$log")" =~ ([0-9]+)\ passed,\ ([0-9]+)\ failed ]]; then
  passed=$((passed + BASH_REMATCH[1]))
  failed=$((failed + BASH_REMATCH[2]))
else
  echo "The conformance driver printed no count"
  failed=$((failed + 1))
fi
rm -f "$log"
finish
