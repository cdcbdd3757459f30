// SPDX-License-Identifier: MIT
// Only what is async-signal-safe happens in the handler.
#include "cli/signals.h"

#include <rowrun/matrix.h>

#include <signal.h>
#include <string.h>

static volatile sig_atomic_t is_noting, noted;

static void end_by_signal(int number)
{
  if (is_noting && !noted) {
    noted = number;
    return;
  }
  rr_abandon_saves();
  signal(number, SIG_DFL);
  raise(number); // blocked until this handler returns, and then deadly
}

void rr__cli_signals_note(void)
{
  is_noting = 1;
}

int rr__cli_signals_noted(void)
{
  return noted;
}

void rr__cli_signals_end(int number)
{
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, number);
  signal(number, SIG_DFL);
  pthread_sigmask(SIG_UNBLOCK, &only, NULL);
  raise(number);
}

void rr__cli_signals_install(void)
{
  static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
  signal(SIGXFSZ, SIG_IGN); // a file that may not grow is an error of write, as a full disk is
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    struct sigaction before, action;
    memset(&action, 0, sizeof action);
    action.sa_handler = end_by_signal;
    sigfillset(&action.sa_mask);
    if (sigaction(numbers[i], NULL, &before) == 0 && before.sa_handler == SIG_IGN) continue; // as nohup asked
    sigaction(numbers[i], &action, NULL);
  }
}
