#!/usr/bin/env bash
# Publishes the server for this machine's system, compiled ahead of time (ReadyToRun): it needs the ASP.NET Core runtime, but hardly compiles while it starts.
# Usage: bash src/EdrGrpc.Server/publish.sh [output folder]     (artifacts/server by default)
set -euo pipefail
cd "$(dirname "$0")/../.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# The compiler's package follows the SDK at hand and stands in no committed lock file; folders of their own keep other builds untouched.
exec dotnet publish src/EdrGrpc.Server/EdrGrpc.Server.csproj -c Release --use-current-runtime --self-contained false -p:PublishReadyToRun=true \
  -p:NuGetLockFilePath=obj/publish.lock.json -p:RestoreLockedMode=false -p:RestoreForceEvaluate=true \
  --artifacts-path artifacts/server-build -o "${1:-artifacts/server}" -nodeReuse:false -v quiet
