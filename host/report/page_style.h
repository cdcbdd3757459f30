// SPDX-License-Identifier: MIT
// The one style sheet of a page, which knows its classes, and no content.
#ifndef ROWRUN_REPORT_PAGE_STYLE_H
#define ROWRUN_REPORT_PAGE_STYLE_H

#include <stdio.h>

// Always the same bytes.
void rr__page_style_write(FILE *file);

#endif
