#!/usr/bin/env bash
# Builds the gem, unpacks it beside Debian's gems, and runs the unit tests on what is in it.
set -euo pipefail
cd "$(dirname "$0")/.."
bash ../apt-install.sh ruby ruby-grpc ruby-google-protobuf ruby-googleapis-common-protos-types ruby-minitest openssl
rm -rf dist
mkdir dist
gem build --strict --silent edrgrpc.gemspec --output dist/edrgrpc.gem
gem unpack --silent dist/edrgrpc.gem --target dist
GRPC_VERBOSITY=NONE ruby -I dist/edrgrpc/lib -I dist/edrgrpc/gen -I test test/client_test.rb
