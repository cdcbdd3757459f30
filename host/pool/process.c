// SPDX-License-Identifier: MIT
// One child process. It is signalled and reaped under its lock, so that no signal can reach a stranger who
// got its number.
#include <rowrun/process.h>

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/clock.h"
#include "pool/child_wait.h"
#include "pool/guardian.h"
#include "pool/launch.h"
#include "pool/wait.h"

#define GRACE_NS UINT64_C(1000000000)

struct rr_process {
  pid_t id;
  int descriptor; // -1: the kernel has none for processes
  bool ends_group;
  int64_t start_ms;
  uint64_t started_ns;
  pthread_mutex_t lock;           // for all that follows
  bool ended, is_lost, is_killed; // is_lost: how it ended is not known
  uint64_t terminated_ns;         // 0: nobody has asked it to end
  // Read without the lock.
  atomic_int exit_code, signal;
  _Atomic uint64_t elapsed_ns; // 0: it runs
};

rr_status rr_process_start(rr_process **out, const char *const *arguments, const rr_process_options *options)
{
  static const rr_process_options defaults = RR_PROCESS_OPTIONS_INIT;
  if (!options) options = &defaults;
  *out = NULL;
  if (!options->standard_input && !options->standard_output && !options->standard_error)
    return rr_fail(RR_EUSAGE, "all three streams are descriptor 0; hint: begin with RR_PROCESS_OPTIONS_INIT");
  if (options->program_errno) *options->program_errno = 0;
  rr_process *process = calloc(1, sizeof *process);
  if (!process) return rr_fail(RR_ENOMEM, "no memory to start a process");
  process->ends_group = options->ends_group;
  process->start_ms = rr__wall_clock_ms();
  process->started_ns = rr__now_ns();
  atomic_init(&process->exit_code, -1);
  rr_status status = rr__launch(&process->id, arguments, options);
  if (status) {
    free(process);
    return status;
  }
  process->descriptor = rr__child_descriptor(process->id);
  pthread_mutex_init(&process->lock, NULL);
  *out = process;
  return RR_OK;
}

// Takes the child away; its group's number is nobody's from here on.
static void reap(rr_process *process)
{
  int status = 0;
  rr__guardian_let_go(process->id);
  process->is_lost = waitpid(process->id, &status, 0) != process->id;
  if (!process->is_lost && WIFSIGNALED(status)) atomic_store(&process->signal, WTERMSIG(status));
  if (!process->is_lost && WIFEXITED(status)) atomic_store(&process->exit_code, WEXITSTATUS(status));
  process->ended = true;
  uint64_t elapsed_ns = rr__now_ns() - process->started_ns;
  atomic_store(&process->elapsed_ns, elapsed_ns ? elapsed_ns : 1);
}

// Whether others of a group that was told to end still have time to do so.
static bool others_have_time(const rr_process *process)
{
  return process->terminated_ns && !process->is_killed && rr__now_ns() - process->terminated_ns < GRACE_NS &&
         rr__group_is_alive(process->id);
}

typedef enum progress { RUNS, LEAVES_OTHERS, HAS_ENDED } progress;

static progress advance(rr_process *process)
{
  if (process->ended) return HAS_ENDED;
  rr__child_state state = rr__child_look(process->id);
  if (state == RR_CHILD_RUNS) return RUNS;
  if (state == RR_CHILD_ENDED && others_have_time(process)) return LEAVES_OTHERS;
  if (state == RR_CHILD_ENDED && (process->terminated_ns || process->ends_group)) kill(-process->id, SIGKILL);
  reap(process);
  return HAS_ENDED;
}

static progress advance_safely(rr_process *process)
{
  pthread_mutex_lock(&process->lock);
  progress state = advance(process);
  pthread_mutex_unlock(&process->lock);
  return state;
}

bool rr_process_ready(rr_process *process)
{
  return advance_safely(process) == HAS_ENDED;
}

rr_status rr_process_wait(rr_process *process, int64_t timeout_ms)
{
  uint64_t deadline_ns = rr__deadline_ns(timeout_ms), nap_ns = 0;
  for (;;) {
    progress state = advance_safely(process);
    if (state == HAS_ENDED) break;
    if (rr__now_ns() >= deadline_ns)
      return rr_fail(RR_ETIMEOUT, "process %ld still runs after %lld ms", (long)process->id,
                     (long long)timeout_ms);
    // The descriptor of one that has ended would not let us sleep.
    rr__child_pause(state == RUNS ? process->descriptor : -1, deadline_ns, &nap_ns);
  }
  if (!process->is_lost) return RR_OK;
  return rr_fail(RR_ESYSTEM,
                 "how process %ld ended is not known; hint: a program that ignores SIGCHLD, or waits for any "
                 "child, takes that away",
                 (long)process->id);
}

void rr_process_terminate(rr_process *process)
{
  pthread_mutex_lock(&process->lock);
  if (!process->ended) {
    kill(-process->id, SIGTERM);
    kill(-process->id, SIGCONT); // one that is stopped must hear it
    if (!process->terminated_ns) process->terminated_ns = rr__now_ns();
  }
  pthread_mutex_unlock(&process->lock);
}

void rr_process_kill(rr_process *process)
{
  pthread_mutex_lock(&process->lock);
  if (!process->ended) kill(-process->id, SIGKILL);
  process->is_killed = true;
  pthread_mutex_unlock(&process->lock);
}

int rr_process_exit_code(const rr_process *process)
{
  return atomic_load(&process->exit_code);
}

int rr_process_signal(const rr_process *process)
{
  return atomic_load(&process->signal);
}

long rr_process_id(const rr_process *process)
{
  return process->id;
}

int64_t rr_process_start_ms(const rr_process *process)
{
  return process->start_ms;
}

uint64_t rr_process_elapsed_ns(const rr_process *process)
{
  uint64_t elapsed_ns = atomic_load(&process->elapsed_ns);
  return elapsed_ns ? elapsed_ns : rr__now_ns() - process->started_ns;
}

void rr_process_free(rr_process *process)
{
  if (!process) return;
  rr_process_kill(process);
  for (uint64_t nap_ns = 0; advance_safely(process) != HAS_ENDED;)
    rr__child_pause(process->descriptor, RR_NEVER, &nap_ns);
  if (process->descriptor >= 0) close(process->descriptor);
  pthread_mutex_destroy(&process->lock);
  free(process);
}
