#!/usr/bin/env bash
# Writes a CycloneDX bill of materials for each part that is shipped: the server, edrctl, and the packages for C# and TypeScript.
# Usage: bash src/sbom.sh [output folder]     (artifacts/sbom by default). Needs restored packages: build first.
# The other clients bring no packages of their own: what they need stands in their manifests and is resolved where they are installed.
set -euo pipefail
cd "$(dirname "$0")/.."
output=${1:-artifacts/sbom}
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
version=$(sed -nE 's:.*<Version>(.*)</Version>.*:\1:p' Directory.Build.props)
mkdir -p "$output"
dotnet tool restore >/dev/null

# What is restored is what is shipped: nothing is asked of the network. Without a serial number the same packages give the same file, but for its time.
part() {
  local name=$1 project=$2 type=$3
  shift 3
  dotnet tool run dotnet-CycloneDX "$project" --disable-package-restore --include-project-references --output "$output" --filename "$name.cdx.json" \
    --output-format Json --spec-version 1.6 --no-serial-number --set-name "$name" --set-version "$version" --set-type "$type" "$@" >"$output/$name.log" 2>&1 \
    || { cat "$output/$name.log" >&2; exit 1; }
  rm "$output/$name.log"
}

part edrgrpc-server src/EdrGrpc.Server/EdrGrpc.Server.csproj Application --framework net10.0
part edrctl src/EdrGrpc.Cli/EdrGrpc.Cli.csproj Application --framework net10.0
part edrgrpc-client-csharp clients/csharp/EdrGrpc.Client/EdrGrpc.Client.csproj Library
(cd clients/typescript && npm sbom --sbom-format cyclonedx --sbom-type library --omit dev --package-lock-only) >"$output/edrgrpc-client-typescript.cdx.json"
ls "$output"/*.cdx.json
