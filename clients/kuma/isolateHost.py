#!/usr/bin/python3 -Es
"""Turns network isolation of a host on or off. Usage: --help; guide: docs/kuma.md."""
import sys

from edrgrpc_kuma.main import main

sys.exit(main("isolateHost"))
