#!/usr/bin/python3 -Es
"""Prevents a file from running on a host. Usage: --help; guide: docs/kuma.md."""
import sys

from edrgrpc_kuma.main import main

sys.exit(main("preventExecution"))
