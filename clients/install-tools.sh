#!/usr/bin/env bash
# Installs what clients/generate.sh needs on Debian 12: protoc and its plugins (apt), buf and protoc-gen-es (npm, pinned in
# tests/tools), and the C# plugin (NuGet Grpc.Tools, pinned in Directory.Packages.props). What a client's own build and run need is
# installed by clients/<language>/conformance/build.sh.
set -euo pipefail
cd "$(dirname "$0")/.."
bash clients/apt-install.sh protobuf-compiler libprotobuf-dev protobuf-compiler-grpc protobuf-compiler-grpc-java-plugin protoc-gen-go protoc-gen-go-grpc
# Installing writes next to the lock file only; nothing is downloaded by install scripts.
npm ci --prefix tests/tools --ignore-scripts --no-audit --no-fund --loglevel=error
# The restored contract project brings Grpc.Tools.
dotnet restore src/EdrGrpc.Contract -v quiet
