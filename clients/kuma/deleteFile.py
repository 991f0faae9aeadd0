#!/usr/bin/python3 -Es
"""Deletes a file on a host. Usage: --help; guide: docs/kuma.md."""
import sys

from edrgrpc_kuma.main import main

sys.exit(main("deleteFile"))
