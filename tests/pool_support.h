// SPDX-License-Identifier: MIT
// What the suites of the pool share: gates instead of sleeps, tasks, tallies of callbacks, a watchdog that
// names the test that hangs, and what the process has: threads, descriptors, memory.
#ifndef ROWRUN_TESTS_POOL_SUPPORT_H
#define ROWRUN_TESTS_POOL_SUPPORT_H

#include "support.h"

#include <rowrun/pool.h>

#include <pthread.h>
#include <stdatomic.h>

#if defined __has_feature
#if __has_feature(thread_sanitizer)
#define POOL_UNDER_TSAN 1
#elif __has_feature(address_sanitizer)
#define POOL_UNDER_ASAN 1
#endif
#endif
#if defined __SANITIZE_THREAD__
#define POOL_UNDER_TSAN 1
#elif defined __SANITIZE_ADDRESS__
#define POOL_UNDER_ASAN 1
#endif
// `count`, a fifth of it under AddressSanitizer, a twentieth under ThreadSanitizer.
size_t fewer_if_sanitized(size_t count);

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

// ---- Gates: a task stands at one until the test opens it ----

typedef struct gate {
  pthread_mutex_t lock;
  pthread_cond_t changed;
  bool open;
  size_t arrived;
} gate;
#define GATE_INIT                                                                                            \
  {                                                                                                          \
    PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false, 0                                            \
  }
void gate_open(gate *self);
void gate_pass(gate *self);                   // counts the caller as arrived, then waits until it is open
void gate_await(gate *self, size_t arrivals); // waits until so many have arrived
size_t gate_arrivals(gate *self);

// Waits until the counter is `wanted`; the watchdog ends a wait that does not end.
void await_count(const _Atomic size_t *counter, size_t wanted);
void pause_ms(long milliseconds);
double seconds_now(void);

// ---- Tasks; items and values are int64_t ----

rr_status square(void *out, const void *item, void *context);
// A negative item fails: RR_EDATA, "the item -3 is negative".
rr_status square_of_positive(void *out, const void *item, void *context);
// context: a gate, passed first.
rr_status square_behind_gate(void *out, const void *item, void *context);
// context: an _Atomic size_t, increased after the value is written.
rr_status square_counted(void *out, const void *item, void *context);
rr_status fail_always(void *out, const void *item, void *context); // RR_EDATA, "this task always fails"

// The value is the pthread_t of the thread that runs it.
rr_status note_thread(void *out, const void *item, void *context);

// 0, 1, 2 ... into `numbers`; whether `values` are their squares, in order.
void count_up(int64_t *numbers, size_t count);
bool are_squares(const int64_t *values, size_t count);

// ---- Callbacks ----

// What callbacks have seen. `fail_with` is returned by all of them, with the text "the callback fails".
typedef struct tally {
  _Atomic size_t successes, errors, added;
  rr_status fail_with;
  _Atomic int status; // of rr_result_error inside the last callback
} tally;
rr_status tally_success(rr_result *result, void *context);
rr_status tally_error(rr_result *result, void *context);
rr_status tally_added(rr_result *result, void *context);
// context: an _Atomic size_t, increased; the handle is freed.
rr_status give_up_handle(rr_result *result, void *context);
// An rr_task field list: .on_success, .on_error, .callback_context.
#define TALLIED(tally_) .on_success = tally_success, .on_error = tally_error, .callback_context = (tally_)

// ---- Pools and the process ----

rr_pool *pool_of(long workers);
void end_pool(rr_pool *pool); // closes, joins, frees

// Threads of a process without a pool. Not what is there at some moment: one that was joined may still be
// counted.
size_t threads_at_rest(void);
size_t count_descriptors(void);
size_t resident_bytes(void);
// Whether the process comes to have this many threads: the kernel takes a moment to forget a joined one.
bool threads_settle_at(size_t count);

#endif
