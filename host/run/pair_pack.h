// SPDX-License-Identifier: MIT
// The short pairs of a tile without the long ones among them, which no device sees.
#ifndef ROWRUN_RUN_PAIR_PACK_H
#define ROWRUN_RUN_PAIR_PACK_H

#include "cpu/cpu_kernel.h"

#include <rowrun/status.h>

typedef struct rr__pair_pack {
  rr__pairs pairs; // copies, one after the other
  void *memory;
} rr__pair_pack;

rr_status rr__pair_pack_make(rr__pair_pack *out, const rr__pairs *tile, size_t cell_bytes) RR_MUST_CHECK;
// Results and counts to where they belong in the tile.
void rr__pair_pack_unpack(const rr__pair_pack *pack, const rr__pairs *tile, size_t cell_bytes);
void rr__pair_pack_free(rr__pair_pack *pack);

#endif
