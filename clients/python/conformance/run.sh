#!/usr/bin/env bash
set -euo pipefail
cd "$(dirname "$0")"
PYTHONPATH=gen exec ../dist/venv/bin/python runner.py
