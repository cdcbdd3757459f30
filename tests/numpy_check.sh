#!/bin/sh
# SPDX-License-Identifier: MIT
# Random matrices per kernel against NumPy: numpy_check.sh LIBRARY COUNT. Skipped where there is no NumPy.
for python in python3 /usr/bin/python3; do
  if "$python" -c 'import numpy' 2> /dev/null; then exec "$python" "$(dirname "$0")/numpy_check.py" "$@"; fi
done
echo 'skipped: no python3 with NumPy'
exit 77
