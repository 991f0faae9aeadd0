#!/usr/bin/python3 -Es
"""Gets a copy of a file from a host. Usage: --help; guide: docs/kuma.md."""
import sys

from edrgrpc_kuma.main import main

sys.exit(main("getFile"))
