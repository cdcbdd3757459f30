// SPDX-License-Identifier: MIT
// Which Python the peers run in, and what it finds around itself: its files, its variables.
#ifndef ROWRUN_BENCH_PEER_PYTHON_H
#define ROWRUN_BENCH_PEER_PYTHON_H

#include <rowrun/status.h>

#include <stddef.h>

// `named`, else ROWRUN_PYTHON, else the first of a few that imports NumPy, else the first that runs at all;
// "": none. One that is named is not tried.
rr_status rr__peer_python_choose(char *out, size_t room, const char *named) RR_MUST_CHECK;

// Writes the package rowrun_peers to a folder. RR_EOUTPUT.
rr_status rr__peer_python_write(const char *folder) RR_MUST_CHECK;

// The variables given, with those changed that limit threads, keep them from spinning while they have nothing
// to do, and put files into `folder`. To be freed with rr__peer_environment_free; NULL: out of memory.
char **rr__peer_environment(char *const *variables, const char *folder, size_t threads);
void rr__peer_environment_free(char **environment);

#endif
