// SPDX-License-Identifier: MIT
// The Python files of peers/, embedded when rowrun is built.
#ifndef ROWRUN_BENCH_PEER_TEXTS_H
#define ROWRUN_BENCH_PEER_TEXTS_H

#include "texts.h"

extern const rr__text rr__peer_texts[]; // "worker.py"; ends with a NULL name

#endif
