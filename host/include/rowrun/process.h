// SPDX-License-Identifier: MIT
// Other programs as child processes: started without a shell, waited for, ended with all that they started.
// No child outlives this program, not even one that is ended by SIGKILL: a small helper process, which is
// started with the first child, ends those that are left.
#ifndef ROWRUN_PROCESS_H
#define ROWRUN_PROCESS_H

#include <rowrun/result.h>

RR_HEADER_BEGIN

// A handle may be used from several threads, as long as nobody frees it meanwhile.
typedef struct rr_process rr_process;

// Instead of a descriptor:
#define RR_STREAM_INHERIT (-1) // the caller's own
#define RR_STREAM_NULL    (-2) // the null device

// Begin with RR_PROCESS_OPTIONS_INIT: a stream of 0 is descriptor 0.
typedef struct rr_process_options {
  const char *const *environment; // texts "NAME=value", NULL at the end; NULL: the caller's
  const char *folder;             // to work in; NULL: the caller's
  int standard_input, standard_output, standard_error; // descriptors, borrowed until the call returns
  bool ends_group; // what it leaves in the background of its group is killed when it ends
  // NULL, or where to put the errno of a program that cannot be run (a shell would exit with 127 for ENOENT,
  // with 126 for others); 0 is put there for every other outcome.
  int *program_errno;
} rr_process_options;
#define RR_PROCESS_OPTIONS_INIT                                                                              \
  {                                                                                                          \
    .standard_input = RR_STREAM_INHERIT, .standard_output = RR_STREAM_INHERIT,                               \
    .standard_error = RR_STREAM_INHERIT                                                                      \
  }

// Starts arguments[0], looked for in the PATH of the child's environment unless it has a slash; NULL ends the
// arguments. The child leads a process group of its own, has every signal at its default, and no open files
// but the three streams. When the call returns the program has begun. `options` may be NULL. RR_EINPUT: the
// program, or the folder, is not there or cannot be used; RR_EUSAGE: no program; RR_ESYSTEM: no process to be
// had, or the helper rowrun-guardian is missing; RR_ENOMEM.
RR_API rr_status rr_process_start(rr_process **out, const char *const *arguments,
                                  const rr_process_options *options) RR_MUST_CHECK;

// Waits until it has ended, RR_FOREVER or a number of milliseconds. RR_ETIMEOUT: it runs on; RR_ESYSTEM: its
// end is unknown, since this program ignores SIGCHLD or waits for children that are not its own.
// What it has left in the background goes on, unless it was told to end, or options.ends_group.
RR_API rr_status rr_process_wait(rr_process *process, int64_t timeout_ms) RR_MUST_CHECK;

// Whether it has ended; never waits.
RR_API bool rr_process_ready(rr_process *process);

// SIGTERM to its process group. Once its first process has ended, the rest of the group gets until a second
// after this call, then SIGKILL; only then it counts as ended. Nothing happens where it has ended.
RR_API void rr_process_terminate(rr_process *process);

// SIGKILL to its process group. Nothing happens where it has ended.
RR_API void rr_process_kill(rr_process *process);

// How it ended: the exit code, or -1 while it runs and where a signal ended it; that signal, or 0.
RR_API int rr_process_exit_code(const rr_process *process);
RR_API int rr_process_signal(const rr_process *process);

RR_API long rr_process_id(const rr_process *process); // and its group's
// When it was started, in milliseconds since 1970, and for how long it ran, or has been running.
RR_API int64_t rr_process_start_ms(const rr_process *process);
RR_API uint64_t rr_process_elapsed_ns(const rr_process *process);

// Frees the handle. One that still runs is killed with its group, and waited for.
RR_API void rr_process_free(rr_process *process);

RR_HEADER_END

#endif
