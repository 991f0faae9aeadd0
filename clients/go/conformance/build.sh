#!/usr/bin/env bash
# Vets, tests and builds without network: go.mod's requirements are replaced by Debian's sources, whose versions are older. That
# shows as well that the client keeps to what old versions of grpc-go have.
set -euo pipefail
cd "$(dirname "$0")/.."
bash ../apt-install.sh golang-go golang-google-grpc-dev golang-google-protobuf-dev golang-github-golang-protobuf-1-5-dev golang-google-genproto-dev openssl
sources=/usr/share/gocode/src
modules=$(mktemp -d)
trap 'rm -rf "$modules"' EXIT
cp go.mod "$modules/ci.mod"
for module in google.golang.org/grpc google.golang.org/protobuf google.golang.org/genproto/googleapis/rpc github.com/golang/protobuf golang.org/x/net golang.org/x/text golang.org/x/sys; do
  mkdir -p "$modules/$(dirname $module)"
  # -L: Debian links some folders; Go ignores links.
  cp -rL "$sources/$module" "$modules/$module"
  rm -f "$modules/$module/go.sum"
  printf 'module %s\n\ngo 1.19\n' "$module" >"$modules/$module/go.mod"
  printf 'require %s v0.0.0\nreplace %s => %s\n' "$module" "$module" "$modules/$module" >>"$modules/ci.mod"
done
# What go.mod itself requires keeps the version it says.
sed -i -E '/^require google.golang.org\/(grpc|protobuf|genproto\/googleapis\/rpc) v0.0.0$/d' "$modules/ci.mod"
export GO111MODULE=on GOPROXY=off GOFLAGS="-mod=mod -modfile=$modules/ci.mod" GOTOOLCHAIN=local
unformatted=$(gofmt -l *.go conformance)
[ -z "$unformatted" ] || { echo "gofmt is needed: $unformatted" >&2; exit 1; }
go vet ./...
go test ./...
go build -o dist/conformance ./conformance
