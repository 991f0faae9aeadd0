#!/usr/bin/env bash
# Plays the scenario with the TypeScript client in Node.js (see tests/conformance/README.md).
exec node "$(dirname "$0")/dist/node.js"
