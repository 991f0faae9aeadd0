#!/usr/bin/env bash
# Builds the wheel without network, installs it into an environment of its own beside Debian's packages, and runs the unit tests there.
set -euo pipefail
cd "$(dirname "$0")/.."
bash ../apt-install.sh python3 python3-grpcio python3-protobuf python3-build python3-setuptools python3-wheel python3-venv python3-pip openssl
rm -rf dist build edrgrpc.egg-info
PYTHONWARNINGS=ignore /usr/bin/python3 -m build --wheel --no-isolation --outdir dist . >/dev/null
/usr/bin/python3 -m venv --clear --system-site-packages dist/venv
# Debian has no googleapis-common-protos: conformance/gen stands in for it, and the dependency is not installed.
dist/venv/bin/pip install --quiet --no-index --no-deps dist/*.whl
GRPC_VERBOSITY=NONE PYTHONPATH=conformance/gen dist/venv/bin/python -m unittest discover --start-directory tests
