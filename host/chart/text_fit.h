// SPDX-License-Identifier: MIT
// How wide a text is about to be, in a sans-serif font that nobody here has seen, and texts cut to fit.
#ifndef ROWRUN_CHART_TEXT_FIT_H
#define ROWRUN_CHART_TEXT_FIT_H

// In the unit of `size`, the font's; of harmless characters. Rather too wide than too narrow.
double rr__text_width(const char *text, double size);

// For free(): the text as it may be shown, with an ellipsis in place of what is beyond `width`. NULL: out of
// memory.
char *rr__text_fit(const char *text, double size, double width);

#endif
