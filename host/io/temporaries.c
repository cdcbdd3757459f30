// SPDX-License-Identifier: MIT
// A chain of blocks that only grows. Whoever exchanges an entry for NULL owns the path: a save that ends, or
// the handler, never both.
#include "io/temporaries.h"

#include <rowrun/matrix.h>

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum { ENTRIES = 64 };

typedef struct block {
  rr__temporary entries[ENTRIES];
  char *taken[ENTRIES]; // by the handler, which must not free: kept, so that it is no leak
  _Atomic(struct block *) next;
} block;

static block first_block;

static rr__temporary *enter_block(block *into, char *path)
{
  for (size_t i = 0; i < ENTRIES; i++) {
    char *empty = NULL;
    if (atomic_compare_exchange_strong(&into->entries[i], &empty, path)) return &into->entries[i];
  }
  return NULL;
}

// The block after `last`, made where there is none.
static block *next_block(block *last)
{
  block *next = atomic_load(&last->next);
  if (next) return next;
  block *fresh = calloc(1, sizeof *fresh);
  if (!fresh) return NULL;
  if (atomic_compare_exchange_strong(&last->next, &next, fresh)) return fresh;
  free(fresh); // another thread was quicker
  return next;
}

rr__temporary *rr__temporary_enter(char *path)
{
  for (block *at = &first_block; at; at = next_block(at)) {
    rr__temporary *entry = enter_block(at, path);
    if (entry) return entry;
  }
  return NULL;
}

bool rr__temporary_leave(rr__temporary *entry)
{
  return atomic_exchange(entry, NULL) != NULL;
}

void rr_abandon_saves(void)
{
  int saved_errno = errno;
  for (block *at = &first_block; at; at = atomic_load(&at->next)) {
    for (size_t i = 0; i < ENTRIES; i++) {
      char *path = atomic_exchange(&at->entries[i], NULL);
      if (!path) continue;
      unlink(path);
      at->taken[i] = path;
    }
  }
  errno = saved_errno;
}
