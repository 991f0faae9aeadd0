#!/usr/bin/env bash
cd "$(dirname "$0")"
exec ruby -I ../dist/edrgrpc/lib -I ../dist/edrgrpc/gen runner.rb
