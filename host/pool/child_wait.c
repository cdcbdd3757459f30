// SPDX-License-Identifier: MIT
// Never waits for just any child: others in this program have children of their own.
#include "pool/child_wait.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <stdatomic.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/clock.h"

#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif

enum { FIRST_NAP_NS = 200000, LONGEST_NAP_NS = 20000000 };

static atomic_bool refused;

void rr__child_descriptor_refuse(bool refuse)
{
  atomic_store(&refused, refuse);
}

int rr__child_descriptor(pid_t child)
{
  return atomic_load(&refused) ? -1 : (int)syscall(SYS_pidfd_open, child, 0u); // close-on-exec by itself
}

rr__child_state rr__child_look(pid_t child)
{
  siginfo_t info;
  do {
    info.si_pid = 0;
    if (waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT | WNOHANG) == 0)
      return info.si_pid ? RR_CHILD_ENDED : RR_CHILD_RUNS;
  } while (errno == EINTR);
  return RR_CHILD_UNKNOWN;
}

static void nap(uint64_t left_ns, uint64_t *nap_ns)
{
  *nap_ns = *nap_ns ? *nap_ns * 3 / 2 : FIRST_NAP_NS;
  if (*nap_ns > LONGEST_NAP_NS) *nap_ns = LONGEST_NAP_NS;
  uint64_t length_ns = *nap_ns < left_ns ? *nap_ns : left_ns;
  nanosleep(&(struct timespec){.tv_nsec = (long)length_ns}, NULL);
}

void rr__child_pause(int descriptor, uint64_t deadline_ns, uint64_t *nap_ns)
{
  uint64_t now_ns = rr__now_ns(), left_ns = deadline_ns > now_ns ? deadline_ns - now_ns : 0;
  uint64_t left_ms = left_ns / 1000000u + (left_ns % 1000000u != 0);
  int wait_ms = deadline_ns == UINT64_MAX ? -1 : left_ms < INT_MAX ? (int)left_ms : INT_MAX;
  struct pollfd poll_for = {.fd = descriptor, .events = POLLIN};
  if (descriptor < 0 || (poll(&poll_for, 1, wait_ms) < 0 && errno != EINTR)) nap(left_ns, nap_ns);
}
