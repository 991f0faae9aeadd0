#!/usr/bin/env bash
# Builds the runner and the package it uses.
set -euo pipefail
cd "$(dirname "$0")"
dotnet build -c "${CONFIGURATION:-Release}" -warnaserror -nodeReuse:false -v quiet
dotnet pack ../EdrGrpc.Client -c "${CONFIGURATION:-Release}" -nodeReuse:false -v quiet
