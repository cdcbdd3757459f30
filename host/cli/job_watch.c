// SPDX-License-Identifier: MIT
// A signal stops the jobs; a second one, or a second later, kills them. Should the output then be stuck, so
// that the program cannot end in order, it ends all the same.
#include "cli/job_watch.h"

#include "cli/signals.h"
#include "core/clock.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

enum { GRACE_MS = 1000 };

// What the thread waits for next: an order to stop, the end of the grace, or output to go on.
typedef enum phase { WATCHING, ENDING, KILLED } phase;

static int take_signal(const cli_job_watch *watch)
{
  struct signalfd_siginfo info;
  return read(watch->signal_input, &info, sizeof info) == sizeof info ? (int)info.ssi_signo : 0;
}

static void hear_signal(cli_job_watch *watch)
{
  int none = 0, number = take_signal(watch);
  if (!number) return;
  if (atomic_compare_exchange_strong(&watch->signal, &none, number))
    rr__cli_job_runner_stop(watch->runner, CLI_HALT_NOW);
  else
    rr__cli_job_runner_kill(watch->runner);
}

static uint64_t in_ns(unsigned milliseconds)
{
  return rr__now_ns() + (uint64_t)milliseconds * 1000000u;
}

// The time for the jobs to end, or for output to move, is over.
static phase run_out(cli_job_watch *watch, phase now, size_t *written)
{
  if (now == ENDING) rr__cli_job_runner_kill(watch->runner);
  size_t moved = atomic_load(watch->written);
  if (now == KILLED && moved == *written && atomic_load(&watch->signal))
    rr__cli_signals_end(atomic_load(&watch->signal));
  *written = moved;
  return KILLED;
}

static void *keep_watch(void *user)
{
  cli_job_watch *watch = user;
  phase now = WATCHING;
  size_t written = 0;
  uint64_t deadline_ns = 0;
  for (;;) {
    struct pollfd wait_for[] = {{.fd = watch->done_event, .events = POLLIN},
                                {.fd = watch->signal_input, .events = POLLIN},
                                {.fd = now == WATCHING ? watch->runner->now_event : -1, .events = POLLIN}};
    uint64_t now_ns = rr__now_ns();
    int left_ms = now_ns < deadline_ns ? (int)((deadline_ns - now_ns) / 1000000u) + 1 : 0;
    int ready = poll(wait_for, 3, now == WATCHING ? -1 : left_ms);
    if (ready > 0 && wait_for[0].revents) return NULL;
    if (ready > 0 && wait_for[1].revents) hear_signal(watch);
    if (ready > 0 && wait_for[2].revents) {
      now = ENDING;
      deadline_ns = in_ns(GRACE_MS);
    }
    if (now == WATCHING || rr__now_ns() < deadline_ns) continue;
    now = run_out(watch, now, &written);
    deadline_ns = in_ns(GRACE_MS);
  }
}

// Those of the three that are not ignored, as nohup asks.
static void choose_signals(sigset_t *out)
{
  static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
  sigemptyset(out);
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    struct sigaction action;
    if (sigaction(numbers[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN) sigaddset(out, numbers[i]);
  }
}

static void close_all(const cli_job_watch *watch)
{
  if (watch->signal_input >= 0) close(watch->signal_input);
  if (watch->done_event >= 0) close(watch->done_event);
}

rr_status rr__cli_job_watch_start(cli_job_watch *out, cli_job_runner *runner, atomic_size_t *written)
{
  memset(out, 0, sizeof *out);
  out->runner = runner;
  out->written = written;
  choose_signals(&out->signals);
  sigset_t held = out->signals;
  sigaddset(&held, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &held, &out->mask_before);
  out->signal_input = signalfd(-1, &out->signals, SFD_CLOEXEC | SFD_NONBLOCK);
  out->done_event = eventfd(0, EFD_CLOEXEC);
  int error = out->signal_input < 0 || out->done_event < 0
                  ? errno
                  : pthread_create(&out->thread, NULL, keep_watch, out);
  if (!error) return RR_OK;
  close_all(out);
  rr__cli_job_watch_release(out);
  return rr_fail(RR_ESYSTEM, "signals cannot be watched: %s; hint: ulimit -a shows the limits",
                 strerror(error));
}

int rr__cli_job_watch_finish(cli_job_watch *watch)
{
  const uint64_t one = 1;
  ssize_t written = write(watch->done_event, &one, sizeof one);
  (void)written;
  pthread_join(watch->thread, NULL);
  int late = take_signal(watch); // one that nobody has heard yet
  close_all(watch);
  int number = atomic_load(&watch->signal);
  return number ? number : late;
}

void rr__cli_job_watch_release(const cli_job_watch *watch)
{
  pthread_sigmask(SIG_SETMASK, &watch->mask_before, NULL);
}
