// SPDX-License-Identifier: MIT
// What the suites of child processes share.
#ifndef ROWRUN_TESTS_PROCESS_SUPPORT_H
#define ROWRUN_TESTS_PROCESS_SUPPORT_H

#include "support.h"

#include <sys/types.h>

// Starts sh -c SCRIPT; fatal for the case where that fails.
rr_process *process_shell(const char *script, const rr_process_options *options);

// What the script writes to its standard output, to be freed; it must end by itself with exit code 0.
char *process_output(const char *script, const rr_process_options *options);

// Whether the process is there and has not ended; pid 0: it never is.
bool process_is_alive(pid_t pid);
// Waits up to ten seconds until it has ended.
bool process_is_gone_soon(pid_t pid);

// The number that a file holds, waited for up to ten seconds; 0: it did not appear.
pid_t process_in_file(const char *path);

// Marks the environment of all that is started from now on.
void process_mark(void);
// The guardian that carries the mark; 0: there is none.
pid_t process_guardian(void);
// Waits up to ten seconds until nobody but this process carries the mark.
bool process_marked_are_gone_soon(void);

#endif
