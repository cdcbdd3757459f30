// SPDX-License-Identifier: MIT
// The end by a signal: no temporary file stays, and the shell sees which signal it was.
#ifndef ROWRUN_CLI_SIGNALS_H
#define ROWRUN_CLI_SIGNALS_H

void rr__cli_signals_install(void);

// From now on the first of SIGINT, SIGTERM and SIGHUP is only noted, so that work can come to an end of its
// own; the next one ends the program.
void rr__cli_signals_note(void);
int rr__cli_signals_noted(void); // its number; 0: none came

// Ends the program by this signal.
void rr__cli_signals_end(int number);

#endif
