#!/usr/bin/env bash
# Fails if the contract in the working tree breaks the one before it (buf breaking, FILE: renamed, renumbered or removed parts).
# "Before" is HEAD while protos/edr has uncommitted changes, so that a developer hears of it in time. In a clean checkout it is the
# state before the newest commit of this branch that changed protos/edr: that guards the last change to the contract however many other
# commits came after it, and a merge against the branch it was merged into. And it is the newest release tag (v*), if there is one: what
# was released must go on working however the contract got here.
set -euo pipefail
cd "$(dirname "$0")/.."
bases=()
if [ -n "$(git status --porcelain -- protos/edr)" ]; then
  bases+=("$(git rev-parse HEAD)")
else
  changed=$(git log --first-parent -1 --format=%H -- protos/edr)
  if git rev-parse -q --verify "$changed^" >/dev/null && git cat-file -e "$changed^:protos/edr" 2>/dev/null; then
    bases+=("$(git rev-parse "$changed^")")
  fi
fi
if release=$(git describe --tags --abbrev=0 --match 'v*' 2>/dev/null); then
  bases+=("$(git rev-parse "$release^{commit}")")
fi
if [ ${#bases[@]} -eq 0 ]; then
  echo "No earlier contract is known to this checkout (a shallow clone, or the first commit): nothing to compare with."
fi
for base in "${bases[@]}"; do
  echo "Comparing with $(git --no-pager log -1 --format='%h %s' "$base")"
  buf breaking --against ".git#ref=$base"
done
