#!/usr/bin/env bash
# PostgreSQL's programs for the tests, which start servers of their own in temporary folders; no cluster of the package is made or started.
set -euo pipefail
compgen -G "/usr/lib/postgresql/*/bin/initdb" >/dev/null && exit 0
apt-get update -qq
apt-get install -y -qq --no-install-recommends postgresql-common
sed -i 's/^#*create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
apt-get install -y -qq --no-install-recommends postgresql
