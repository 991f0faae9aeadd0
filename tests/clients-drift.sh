#!/usr/bin/env bash
# Generates the code of all clients anew and fails if anything below clients/ differs from what is committed, new files included.
set -euo pipefail
cd "$(dirname "$0")/.."
bash clients/generate.sh
changed=$(git status --porcelain --untracked-files=all -- clients buf.gen.yaml)
[ -z "$changed" ] && exit 0
echo "Generated code differs from what is committed. Run bash clients/generate.sh and commit:" >&2
echo "$changed" >&2
git --no-pager diff --stat -- clients >&2
exit 1
