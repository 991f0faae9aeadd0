#!/usr/bin/python3 -Es
"""Scans a host for malware. Usage: --help; guide: docs/kuma.md."""
import sys

from edrgrpc_kuma.main import main

sys.exit(main("onDemandScan"))
