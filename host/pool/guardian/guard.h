// SPDX-License-Identifier: MIT
// The two things that rowrun-guardian does; each gives an exit code where it returns.
#ifndef ROWRUN_POOL_GUARDIAN_GUARD_H
#define ROWRUN_POOL_GUARDIAN_GUARD_H

// Leaves a process of its own behind that keeps watch, and returns.
int rr__guardian_guard(void);

// Puts its own process group under guard and becomes the program; returns after a failure alone.
int rr__guardian_launch(const char *folder, char **arguments);

#endif
