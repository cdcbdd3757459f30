// SPDX-License-Identifier: MIT
// Waiting for the end of one child without taking it away: until it is reaped its number stays its own.
#ifndef ROWRUN_POOL_CHILD_WAIT_H
#define ROWRUN_POOL_CHILD_WAIT_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

// A descriptor that can be polled, or -1 where the kernel has none.
int rr__child_descriptor(pid_t child);
// For tests: as if the kernel had none.
void rr__child_descriptor_refuse(bool refuse);

typedef enum rr__child_state { RR_CHILD_RUNS, RR_CHILD_ENDED, RR_CHILD_UNKNOWN } rr__child_state;

// Looks now, at a child that has not been reaped.
rr__child_state rr__child_look(pid_t child);

// Returns when it is worth looking again: the child of this descriptor has ended, or the deadline
// (UINT64_MAX: none) of the monotonic clock has passed; without a descriptor (-1) after a nap. *nap_ns, at
// first 0, is the length of the last one.
void rr__child_pause(int descriptor, uint64_t deadline_ns, uint64_t *nap_ns);

// Whether the process group has a member that has not ended, by /proc; false where there is no /proc.
// Many who ask at once share one look.
bool rr__group_is_alive(pid_t group);

#endif
