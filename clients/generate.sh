#!/usr/bin/env bash
# Generates the code of all clients from protos/ with buf and local plugins. Needs no network once the tools are there
# (bash clients/install-tools.sh). What it writes is committed; never edit it by hand.
# Usage: bash clients/generate.sh
set -euo pipefail
cd "$(dirname "$0")/.."

# Everything below these is generated, and nothing else is in them.
generated=(
  clients/csharp/EdrGrpc.Client/gen
  clients/typescript/src/gen
  clients/python/gen clients/python/conformance/gen
  clients/go/edr
  clients/java/src/main/java/io/edrgrpc/response clients/java/conformance/gen
  clients/cpp/gen clients/cpp/gen-google-rpc
  clients/ruby/gen
)

# The runtimes of the clients' CI are Debian 12's: another protoc generates code that they cannot load.
if [ "$(/usr/bin/protoc --version 2>/dev/null)" != "libprotoc 3.21.12" ]; then
  echo "Debian 12's protoc 3.21.12 is needed at /usr/bin/protoc: bash clients/install-tools.sh" >&2
  exit 1
fi
version=$(sed -n 's/.*Include="Grpc.Tools" Version="\([^"]*\)".*/\1/p' Directory.Packages.props)
grpc_tools="${NUGET_PACKAGES:-$HOME/.nuget/packages}/grpc.tools/$version/tools/linux_x64"
tools=tests/tools/node_modules
for needed in "$grpc_tools/protoc" "$tools/@bufbuild/buf-linux-x64/bin/buf" "$tools/.bin/protoc-gen-es"; do
  [ -e "$needed" ] || { echo "$needed is missing: bash clients/install-tools.sh" >&2; exit 1; }
done

# NuGet unpacks without the executable bit, and buf looks tools up by name: copies under the names of buf.gen.yaml.
path=$(mktemp -d)
trap 'rm -rf "$path"' EXIT
install "$grpc_tools/protoc" "$path/protoc-csharp"
install "$grpc_tools/grpc_csharp_plugin" "$path/protoc-gen-grpc-csharp"
export PATH="$path:$PWD/$tools/.bin:$PWD/$tools/@bufbuild/buf-linux-x64/bin:$PATH"

rm -rf "${generated[@]}"
mkdir -p "${generated[@]}"
buf generate
buf generate --template clients/buf.gen.google-rpc.yaml
