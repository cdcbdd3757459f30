// SPDX-License-Identifier: MIT
// One list of everything that can go wrong: value, exit code of the command line, and what it means.
#ifndef ROWRUN_STATUS_H
#define ROWRUN_STATUS_H

#include <rowrun/api.h>

RR_HEADER_BEGIN

#define RR_STATUS_LIST(X)                                                                                    \
  X(RR_OK, 0, "done")                                                                                        \
  X(RR_EUSAGE, 2, "wrong argument, option or parameter")                                                     \
  X(RR_EINPUT, 3, "the input is missing or cannot be read")                                                  \
  X(RR_EFORMAT, 3, "the input's content is not what its format asks for")                                    \
  X(RR_EDATA, 3, "the data cannot be processed as asked")                                                    \
  X(RR_EOUTPUT, 1, "the output could not be written")                                                        \
  X(RR_EDEVICE, 1, "the device failed")                                                                      \
  X(RR_ENODEVICE, 4, "the device is not there, or cannot do this")                                           \
  X(RR_EBUILD, 5, "a kernel did not build on the device")                                                    \
  X(RR_ENOMEM, 6, "out of memory")                                                                           \
  X(RR_EVERIFY, 7, "the result differs from the reference")                                                  \
  X(RR_ESYSTEM, 1, "the operating system refused")                                                           \
  X(RR_ECRASHED, 1, "the kernel ended the process that it ran in")                                           \
  X(RR_ETIMEOUT, 1, "not done in the time given")                                                            \
  X(RR_ECANCELED, 1, "cancelled before it was done")                                                         \
  X(RR_EBUSY, 1, "not possible at this stage of the work")                                                   \
  X(RR_ECLOSED, 2, "the pool takes no more tasks")                                                           \
  X(RR_EDEADLOCK, 2, "waiting here would never end")                                                         \
  X(RR_END, 1, "there are no more items")                                                                    \
  X(RR_EREGRESSION, 8, "slower than before")

typedef enum rr_status {
#define RR_STATUS_VALUE(name, exit_code, meaning) name,
  RR_STATUS_LIST(RR_STATUS_VALUE)
#undef RR_STATUS_VALUE
} rr_status;

// The name of a status ("RR_EFORMAT"), its meaning in words, both static, and the exit code a program should
// end with.
RR_API const char *rr_status_name(rr_status status);
RR_API const char *rr_status_meaning(rr_status status);
RR_API int rr_status_exit_code(rr_status status);

// The text of the last error on the calling thread, "" if there was none. Valid until the thread's next
// error.
RR_API const char *rr_error_text(void);

// Sets the calling thread's error text and returns `status`: the one way to fail, for the library and its
// users. Text beyond 17 KiB is cut.
RR_API rr_status rr_fail(rr_status status, const char *format, ...) RR_PRINTF(2, 3) RR_MUST_CHECK;

// A hook for warnings and progress notes; `text` is one line without a newline, valid during the call.
typedef void (*rr_log_fn)(const char *text, void *user);
typedef struct rr_log {
  rr_log_fn write; // NULL: silence
  void *user;
} rr_log;

// A hook for how far a call has come: at its start, then at most ten times a second, and at its end with
// done == total. Called on the thread that does the call, which for ..._async is one of the library's; it
// must not use the call's context.
typedef void (*rr_progress_fn)(size_t done, size_t total, void *user);
typedef struct rr_progress {
  rr_progress_fn tell; // NULL: nobody listens
  void *user;
} rr_progress;

RR_HEADER_END

#endif
