// SPDX-License-Identifier: MIT
// The end by a signal: no temporary file stays, and the shell sees which signal it was.
#ifndef ROWRUN_CLI_SIGNALS_H
#define ROWRUN_CLI_SIGNALS_H

void rr__cli_signals_install(void);

// Ends the program by this signal.
void rr__cli_signals_end(int number);

#endif
