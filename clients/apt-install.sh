#!/usr/bin/env bash
# Installs the Debian packages named that are missing. Does nothing, and needs no rights and no network, when all are there.
# Usage: bash clients/apt-install.sh <package>...
set -euo pipefail
missing=()
for package in "$@"; do
  [ "$(dpkg-query -W -f='${db:Status-Abbrev}' "$package" 2>/dev/null | cut -c1-2)" = ii ] || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" -ne 0 ]; then
  echo "These Debian packages are needed: sudo apt-get install --no-install-recommends ${missing[*]}" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
# Another build on this machine may hold apt's lock for a while.
apt="apt-get -o DPkg::Lock::Timeout=600 -qq"
$apt update
$apt install -y --no-install-recommends "${missing[@]}" >/dev/null
