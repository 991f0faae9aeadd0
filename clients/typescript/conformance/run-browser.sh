#!/usr/bin/env bash
# Plays the scenario with the TypeScript client in a browser (see tests/conformance/README.md).
exec node "$(dirname "$0")/dist/browser.js"
