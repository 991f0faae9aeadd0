#!/usr/bin/python3 -Es
"""Moves a file to the Quarantine of a host. Usage: --help; guide: docs/kuma.md."""
import sys

from edrgrpc_kuma.main import main

sys.exit(main("quarantineFile"))
