#!/usr/bin/env bash
# Prints the class path of the runner: it, the client's jar, google.rpc, and Debian's jars.
cd "$(dirname "$0")/.."
path=$PWD/conformance/target/runner:$(echo "$PWD"/target/edrgrpc-client-*.jar):$PWD/conformance/target/rpc
for jar in grpc-api grpc-context grpc-core grpc-netty grpc-protobuf grpc-protobuf-lite grpc-stub protobuf protobuf-util gson guava perfmark-api \
  netty-buffer netty-codec netty-codec-http netty-codec-http2 netty-codec-socks netty-common netty-handler netty-handler-proxy netty-resolver \
  netty-transport netty-transport-native-unix-common netty-tcnative; do
  path+=:/usr/share/java/$jar.jar
done
echo "$path"
