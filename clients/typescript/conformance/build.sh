#!/usr/bin/env bash
# Builds the package, the Node.js runner and the browser's bundle; installs Chromium.
set -euo pipefail
cd "$(dirname "$0")/.."
bash ../apt-install.sh chromium
# esbuild's binary comes as a package of its own: no install script is needed.
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
rm -rf dist conformance/dist
node_modules/.bin/tsc
node_modules/.bin/tsc -p conformance
node_modules/.bin/esbuild conformance/dist/page.js --bundle --format=iife --target=es2022 --log-level=warning --outfile=conformance/dist/page.bundle.js
