#!/usr/bin/env bash
# Kills the real server again and again under load and faults, then compares KSC's ledger, the clients, the watchers and the data file.
# Usage: bash tests/crash.sh [kills] [seed] [Debug|Release]    (20, a random seed, Release; `bash tests/crash.sh 200` is the long run)
# The files of a run with a violation are kept; those of a clean one are deleted unless KEEP is set.
set -uo pipefail
cd "$(dirname "$0")/.."
kills=${1:-20}
seed=${2:-$((RANDOM * 32768 + RANDOM))}
configuration=${3:-Release}
for project in EdrGrpc.CrashHarness EdrGrpc.LedgerCheck; do
  if [ ! -f "tests/$project/bin/$configuration/net10.0/$project.dll" ]; then
    dotnet build "tests/$project/$project.csproj" -c "$configuration" -nodeReuse:false -v quiet || exit 1
  fi
done

folder=$(mktemp -d)
echo "$kills kills, seed $seed, files in $folder"
code=0
dotnet "tests/EdrGrpc.CrashHarness/bin/$configuration/net10.0/EdrGrpc.CrashHarness.dll" "$folder" "$kills" "$seed" || code=$?
folders=("$folder/kills" "$folder/stop" "$folder/approvals")
dotnet "tests/EdrGrpc.LedgerCheck/bin/$configuration/net10.0/EdrGrpc.LedgerCheck.dll" "${folders[@]}" || code=$?
if [ "$code" -ne 0 ]; then
  echo "Violations: repeat with \`bash tests/crash.sh $kills $seed\`; the files are in $folder"
elif [ -z "${KEEP:-}" ]; then
  rm -rf "$folder"
fi
exit "$code"
