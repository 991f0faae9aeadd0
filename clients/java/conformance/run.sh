#!/usr/bin/env bash
# Plays the scenario with the Java client (see tests/conformance/README.md).
cd "$(dirname "$0")"
exec java -Djava.library.path="$PWD/target/native" -Dfile.encoding=UTF-8 -cp "$(bash classpath.sh)" Main
