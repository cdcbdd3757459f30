// SPDX-License-Identifier: MIT
// All descriptors from a number on at once, for a process with a single thread.
#ifndef ROWRUN_POOL_GUARDIAN_DESCRIPTORS_H
#define ROWRUN_POOL_GUARDIAN_DESCRIPTORS_H

void rr__close_from(int first);
void rr__close_on_exec_from(int first);

#endif
