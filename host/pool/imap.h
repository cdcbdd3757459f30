// SPDX-License-Identifier: MIT
// The inside of an iterator over results: slots, each a chunk of items with its values, and two lists of
// them.
#ifndef ROWRUN_POOL_IMAP_H
#define ROWRUN_POOL_IMAP_H

#include "pool/pool.h"

// A chunk. Owned by one thread while it is read and worked on, then by the iterator's lock.
typedef struct rr__slot {
  struct rr__slot *next;
  size_t first, count; // of the items
  size_t capacity;     // of the two buffers, in items
  char *items;         // what the input's iterator gave; of an array nothing is copied
  char *values;
  rr_task_error *errors; // count of them, once one has failed
  size_t no_memory_from; // items from here on failed for want of memory; SIZE_MAX: none
  size_t taken;
  bool done;
} rr__slot;

struct rr_imap {
  rr__threads_work work; // first; its tickets are references
  rr_pool *pool;
  rr_imap *next; // of the pool; guarded by its lock
  rr_task task;
  rr_items items;
  bool ordered;
  size_t chunk, most_slots;
  _Atomic size_t references;
  atomic_bool stopped; // by rr_imap_free

  pthread_mutex_t lock; // guards all below
  pthread_cond_t change_cond;
  rr__slot *free_slots;
  rr__slot *first, *last;    // to be taken: in the order they were read, or in which they were done
  size_t slots;              // made so far
  size_t read;               // items
  size_t taken_since_offer;  // chunks
  bool offered;              // a ticket is under way
  bool reading;              // a thread is at the input
  bool at_end;               // of the input
  bool no_threads;           // they have ended: the rest is done by whoever takes values
  _Atomic unsigned news;     // changes with change_cond; also read without the lock
  size_t working;            // threads at a slot
  rr_task_error input_error; // until it was given

  size_t index; // of the last value; these two are of the thread that takes values
  rr_task_error error;
};

// Reads one chunk and does it, if there is room and input; whether it did. With the lock held, before and
// after.
bool rr__imap_step(rr_imap *imap, size_t worker);

// Whether a chunk could be begun now, with the lock held.
bool rr__imap_can_read(const rr_imap *imap);

// Offers the next chunk to the pool's threads, with the lock held.
void rr__imap_offer(rr_imap *imap);

// Tells whoever waits that there may be something to take, with the lock held.
void rr__imap_tell(rr_imap *imap);

// Wakes those who wait for values: the pool has stopped.
void rr__imaps_wake(rr_imap *imaps);

void rr__imap_release(rr_imap *imap, size_t references);

// Forgets a chunk's errors.
void rr__slot_clear(rr__slot *slot);

#endif
