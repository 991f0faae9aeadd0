#!/usr/bin/python3 -Es
"""Looks for indicators of compromise on a host. Usage: --help; guide: docs/kuma.md."""
import sys

from edrgrpc_kuma.main import main

sys.exit(main("iocScan"))
