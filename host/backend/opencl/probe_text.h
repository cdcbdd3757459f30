// SPDX-License-Identifier: MIT
// A driver's text made fit to be shown.
#ifndef ROWRUN_BACKEND_OPENCL_PROBE_TEXT_H
#define ROWRUN_BACKEND_OPENCL_PROBE_TEXT_H

#include <stddef.h>

// Copies `text` as valid UTF-8 without control characters, line separators and marks that turn the direction
// of writing: each of these, and each byte that is no UTF-8, becomes "?". Cut at a whole character.
void rr__probe_text_clean(char *out, size_t capacity, const char *text);

#endif
