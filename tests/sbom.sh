#!/usr/bin/env bash
# Writes the bills of materials and checks them. Usage: bash tests/sbom.sh     (after the build)
set -euo pipefail
cd "$(dirname "$0")/.."
bash src/sbom.sh artifacts/sbom >/dev/null
node tests/sbom.mjs artifacts/sbom
