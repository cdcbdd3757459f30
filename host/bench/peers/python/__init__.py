# SPDX-License-Identifier: MIT
"""What people use instead of rowrun, each as a form: a line of code that is timed as it is written."""
