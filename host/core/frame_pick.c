// SPDX-License-Identifier: MIT
// Some columns of a frame, in any order, copied block by block.
#include "core/frame.h"

#include <stdlib.h>

// For each block the columns taken from it, in the order asked for; in the end only blocks that have some.
typedef struct picking {
  const rr_frame *frame;
  size_t *wanted;      // of one block
  rr_matrix **blocks;  // of the new frame
  rr__column *columns; // of the new frame
  size_t block_count;
} picking;

static rr_status allocate(picking *out, const rr_frame *frame, size_t count)
{
  size_t room = count ? count : 1;
  *out = (picking){.frame = frame,
                   .wanted = calloc(room, sizeof *out->wanted),
                   .blocks = calloc(frame->block_count, sizeof *out->blocks),
                   .columns = calloc(room, sizeof *out->columns)};
  if (out->wanted && out->blocks && out->columns) return RR_OK;
  return rr_fail(RR_ENOMEM, "no memory for a frame of %zu columns", count);
}

static void free_picking(picking *p)
{
  free(p->wanted);
  free(p->blocks);
  free(p->columns);
}

static rr_status pick_block(picking *p, size_t block, const size_t *indices, size_t count)
{
  size_t used = 0;
  for (size_t i = 0; i < count; i++) {
    const rr__column *column = &p->frame->columns[indices[i]];
    if (column->block != block) continue;
    p->columns[i] = (rr__column){p->block_count, used};
    p->wanted[used++] = column->col;
  }
  bool is_last_chance = block + 1 == p->frame->block_count && p->block_count == 0;
  if (used == 0 && !is_last_chance) return RR_OK;
  rr_status status = rr__matrix_pick(&p->blocks[p->block_count], p->frame->blocks[block], p->wanted, used);
  p->block_count += !status;
  return status;
}

rr_status rr__frame_pick(rr_frame **out, const rr_frame *frame, const size_t *indices, size_t count)
{
  picking p;
  rr_status status = allocate(&p, frame, count);
  for (size_t block = 0; block < frame->block_count && !status; block++)
    status = pick_block(&p, block, indices, count);
  if (!status)
    status = rr__frame_assemble(out, p.blocks, p.block_count, p.columns, count);
  else
    for (size_t i = 0; i < p.block_count; i++) rr_matrix_free(p.blocks[i]);
  free_picking(&p);
  return status;
}
