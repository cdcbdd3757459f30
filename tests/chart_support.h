// SPDX-License-Identifier: MIT
// Charts to test drawings with: one of each kind, and one whose every text is hostile.
#ifndef ROWRUN_TESTS_CHART_SUPPORT_H
#define ROWRUN_TESTS_CHART_SUPPORT_H

#include "chart/chart.h"

// For rr__chart_free; never NULL.
rr__chart *test_bars(void);
rr__chart *test_stack(void);
rr__chart *test_lines(void);
// Its texts would run a command, read a file or end a string if a script held them, and are markup; its
// points are no numbers, infinite, or below zero on a logarithmic axis.
rr__chart *test_hostile_chart(rr__chart_kind kind);
// One of the texts of the hostile chart, and how markup shows it.
extern const char test_hostile_text[], test_hostile_markup[];

// Whether gnuplot can be run; says so where not.
bool test_has_gnuplot(void);

#endif
