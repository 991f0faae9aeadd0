#!/usr/bin/python3 -Es
"""Starts a process on a host. Usage: --help; guide: docs/kuma.md."""
import sys

from edrgrpc_kuma.main import main

sys.exit(main("startProcess"))
