#!/usr/bin/env bash
# Plays the scenario with the C++ client (see tests/conformance/README.md).
cd "$(dirname "$0")"
exec ../build/conformance/conformance
