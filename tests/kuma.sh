#!/usr/bin/env bash
# The KUMA scripts' own tests. Installs python3, which the integration tests (Kuma/) start the scripts with, too.
set -euo pipefail
cd "$(dirname "$0")/.."
bash clients/apt-install.sh python3
cache=$(mktemp -d)
trap 'rm -rf "$cache"' EXIT
export PYTHONPYCACHEPREFIX=$cache
/usr/bin/python3 -m compileall -q clients/kuma
cd clients/kuma/tests
/usr/bin/python3 -m unittest -q
