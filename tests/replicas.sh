#!/usr/bin/env bash
# Several replicas on PostgreSQL, killed, stopped, and cut off from each other, each in a network namespace of its own; then the ledger check.
# Usage: bash tests/replicas.sh [rounds] [seed] [Debug|Release]    (1, a random seed, Release)
# Needs root (network namespaces), iproute2, openssl and PostgreSQL; it says so and fails where something is missing.
set -uo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-1}
seed=${2:-$((RANDOM * 32768 + RANDOM))}
configuration=${3:-Release}
replicas=3

missing=()
command -v ip >/dev/null || missing+=(iproute2)
command -v openssl >/dev/null || missing+=(openssl)
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
if [ "${#missing[@]}" -gt 0 ]; then
  apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}" || { echo "Cannot install ${missing[*]}" >&2; exit 1; }
fi
for project in EdrGrpc.CrashHarness EdrGrpc.LedgerCheck; do
  if [ ! -f "tests/$project/bin/$configuration/net10.0/$project.dll" ]; then
    dotnet build "tests/$project/$project.csproj" -c "$configuration" -nodeReuse:false -v quiet || exit 1
  fi
done

folder=$(mktemp -d)
chmod 755 "$folder"
# Names of this run only: several may run on one machine.
export EDRGRPC_NETNS="edr$$r"
hub="edr$$hub"

clean() {
  for name in "$hub" $(seq -f "${EDRGRPC_NETNS}%g" 0 $((replicas - 1))); do
    ip netns list | grep -qw "$name" || continue
    ip netns pids "$name" | xargs -r kill -9
    ip netns del "$name"
  done
}
trap clean EXIT

# One namespace for KSC, the database and the clients, one for each replica. Replicas see the hub over one bridge and each other over another.
network() {
  set -e
  ip netns add "$hub"
  ip -n "$hub" link set lo up
  for bridge in ksc peers; do
    ip -n "$hub" link add "$bridge" type bridge
    ip -n "$hub" link set "$bridge" up
  done
  ip -n "$hub" addr add 10.213.1.254/24 dev ksc
  for number in $(seq 0 $((replicas - 1))); do
    own="$EDRGRPC_NETNS$number"
    ip netns add "$own"
    ip -n "$own" link set lo up
    for link in ksc:1 peers:2; do
      bridge=${link%:*}
      ip -n "$hub" link add "$bridge$number" type veth peer name "$bridge" netns "$own"
      ip -n "$hub" link set "$bridge$number" master "$bridge" up
      ip -n "$own" addr add "10.213.${link#*:}.$((number + 1))/24" dev "$bridge"
      ip -n "$own" link set "$bridge" up
    done
  done
}
(network) || { echo "Network namespaces cannot be made here (root and CAP_SYS_ADMIN are needed): the partition of replicas is NOT tested" >&2; exit 1; }

# As docs/replicas.md shows it.
export EDRGRPC_REPLICA_CERTIFICATES="$folder/certificates"
mkdir "$EDRGRPC_REPLICA_CERTIFICATES"
(
  cd "$EDRGRPC_REPLICA_CERTIFICATES" &&
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj "/CN=EdrGrpc replicas" -keyout ca.key -out ca.pem &&
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=replica" -addext "subjectAltName=DNS:replica.edrgrpc.internal" -keyout replica.key -out replica.csr &&
  openssl x509 -req -in replica.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -copy_extensions copy -out replica.pem
) 2>"$folder/openssl.log" || { cat "$folder/openssl.log" >&2; exit 1; }

echo "$rounds rounds, seed $seed, files in $folder"
code=0
ip netns exec "$hub" dotnet "tests/EdrGrpc.CrashHarness/bin/$configuration/net10.0/EdrGrpc.CrashHarness.dll" replicas "$folder/replicas" "$rounds" "$seed" || code=$?
dotnet "tests/EdrGrpc.LedgerCheck/bin/$configuration/net10.0/EdrGrpc.LedgerCheck.dll" "$folder/replicas" || code=$?
if [ "$code" -ne 0 ]; then
  echo "Violations: repeat with \`bash tests/replicas.sh $rounds $seed\`; the files are in $folder"
elif [ -z "${KEEP:-}" ]; then
  rm -rf "$folder"
fi
exit "$code"
