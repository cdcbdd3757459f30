// SPDX-License-Identifier: MIT
// Every colour has a contrast of 3:1 or more on the paper of its theme; those of series are told apart with
// each of the usual kinds of colour blindness.
#include "chart/palette.h"

static const struct {
  const char *light, *dark;
} colours[RR_COLOURS] = {
    {"#1b6fb8", "#4f9df0"},
    {"#c23c00", "#f0763a"},
    {"#0b8a64", "#35c48f"},
    {"#a2418f", "#d58fe0"},
    {"#b28800", "#e8d04a"},
    {"#289bc2", "#7fe3f7"},
    {"#6d6f76", "#8b929c"},
    {"#5c1a2b", "#f7b7c5"},
    [RR_COLOUR_INK] = {"#1d2126", "#e6e8eb"},
    [RR_COLOUR_FAINT] = {"#59616b", "#a3abb5"},
    [RR_COLOUR_GRID] = {"#e3e6ea", "#2b3037"},
    [RR_COLOUR_AXIS] = {"#98a0aa", "#6b747f"},
    [RR_COLOUR_TITLE] = {"#1d2126", "#e6e8eb"},
    [RR_COLOUR_PAPER] = {"#ffffff", "#15181c"},
};

const char *rr__palette_light(unsigned role)
{
  return colours[role < RR_COLOURS ? role : RR_COLOUR_INK].light;
}

static void write_rules(FILE *file, const char *scope, bool is_dark)
{
  for (unsigned i = 0; i < RR_COLOURS; i++) {
    const char *colour = is_dark ? colours[i].dark : colours[i].light;
    fprintf(file, "%s .f%u{fill:%s}%s .s%u{stroke:%s}\n", scope, i, colour, scope, i, colour);
  }
}

// Texts have a rim of paper, so that a line behind them does not make them hard to read.
void rr__palette_write_css(FILE *file, const char *scope)
{
  fprintf(file, "%s text{paint-order:stroke;stroke-width:3px;stroke-linejoin:round}\n", scope);
  write_rules(file, scope, false);
  fprintf(file, "@media (prefers-color-scheme:dark){\n");
  write_rules(file, scope, true);
  fprintf(file, "}\n");
}

static void write_variables(FILE *file, bool is_dark)
{
  static const struct {
    const char *name;
    unsigned role;
  } variables[] = {{"ink", RR_COLOUR_INK},   {"faint", RR_COLOUR_FAINT}, {"grid", RR_COLOUR_GRID},
                   {"axis", RR_COLOUR_AXIS}, {"paper", RR_COLOUR_PAPER}, {"accent", 0}};
  fputs(":root{", file);
  for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
    unsigned role = variables[i].role;
    fprintf(file, "--%s:%s;", variables[i].name, is_dark ? colours[role].dark : colours[role].light);
  }
  fputs("}\n", file);
}

void rr__palette_write_variables(FILE *file)
{
  write_variables(file, false);
  fputs("@media (prefers-color-scheme:dark){\n", file);
  write_variables(file, true);
  fputs("}\n", file);
}
