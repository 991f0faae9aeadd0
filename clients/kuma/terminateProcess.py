#!/usr/bin/python3 -Es
"""Terminates the processes of a file on a host. Usage: --help; guide: docs/kuma.md."""
import sys

from edrgrpc_kuma.main import main

sys.exit(main("terminateProcess"))
