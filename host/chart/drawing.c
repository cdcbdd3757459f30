// SPDX-License-Identifier: MIT
// What all kinds of charts share: texts, signs, legend, frame. Only numbers, and words from here, get into
// the script.
#include "chart/drawing.h"

#include "chart/palette.h"
#include "chart/text_fit.h"

#include <math.h>
#include <stdlib.h>

enum {
  WIDE = 760,
  NARROW = 360,
  TITLE_HEIGHT = 30,
  LEGEND_HEIGHT = 19,
  SAMPLE_WIDTH = 26,
  SQUARE_WIDTH = 16,
  LEGEND_GAP = 16
};

bool rr__point_is_usable(const rr__point *point, bool log_x, bool log_y)
{
  return isfinite(point->x) && isfinite(point->y) && (!log_x || point->x > 0) && (!log_y || point->y > 0);
}

// The number of the text that is to be put in.
static size_t add_text(rr__drawing *drawing, char *text)
{
  size_t count = drawing->text_count;
  char **texts = drawing->texts;
  if (text && (count & (count - 1)) == 0) texts = realloc(texts, (count ? 2 * count : 1) * sizeof *texts);
  if (!text || !texts) {
    free(text);
    drawing->failed = true;
    return 0;
  }
  drawing->texts = texts;
  texts[drawing->text_count++] = text;
  return count;
}

static double screen_x(const rr__drawing *drawing, double x)
{
  return x / drawing->width;
}

static double screen_y(const rr__drawing *drawing, double y)
{
  return 1 - y / drawing->height;
}

void rr__draw_text(rr__drawing *drawing, rr__place at, rr__anchor anchor, unsigned role, double room,
                   const char *text)
{
  static const char *const words[] = {"left", "center", "right"};
  int size = role == RR_COLOUR_INK || role == RR_COLOUR_TITLE ? RR_FONT_SIZE : RR_SMALL_FONT_SIZE;
  if (!*text) return;
  size_t number = add_text(drawing, rr__text_fit(text, size, room));
  fprintf(drawing->file, "set label 'T%zu' at screen %.6f,%.6f %s font ',%d' textcolor rgb '#0001%02x'\n",
          number, screen_x(drawing, at.x), screen_y(drawing, at.y), words[anchor], size, role);
}

// On narrow screens labels stand in the plot, and lines are behind them. A broken line has a width of its own
// besides: to gnuplot a line that differs from the last one in its dashes alone is that line.
void rr__draw_line(rr__drawing *drawing, rr__place from, rr__place to, unsigned role, bool is_broken)
{
  fprintf(drawing->file,
          "set arrow from screen %.6f,%.6f to screen %.6f,%.6f nohead %s linewidth %s "
          "linecolor rgb '#0001%02x'%s\n",
          screen_x(drawing, from.x), screen_y(drawing, from.y), screen_x(drawing, to.x),
          screen_y(drawing, to.y), drawing->is_narrow ? "back" : "front", is_broken ? "1.5" : "2", role,
          is_broken ? " dashtype (6,4)" : "");
}

unsigned rr__marker_of(unsigned colour)
{
  static const unsigned shapes[] = {7, 5, 9, 13, 11, 15, 6, 4};
  return shapes[(colour + colour / RR_PALETTE_SIZE) % (sizeof shapes / sizeof *shapes)];
}

void rr__draw_marker(rr__drawing *drawing, rr__place at, unsigned colour)
{
  fprintf(drawing->file,
          "set label '' at screen %.6f,%.6f point pointtype %u pointsize 0.9 linecolor rgb '#0001%02x'\n",
          screen_x(drawing, at.x), screen_y(drawing, at.y), rr__marker_of(colour), colour % RR_PALETTE_SIZE);
}

void rr__draw_square(rr__drawing *drawing, rr__place at, unsigned colour)
{
  fprintf(drawing->file,
          "set object rectangle from screen %.6f,%.6f to screen %.6f,%.6f fillstyle solid noborder "
          "fillcolor rgb '#0001%02x'\n",
          screen_x(drawing, at.x - 5), screen_y(drawing, at.y + 5), screen_x(drawing, at.x + 5),
          screen_y(drawing, at.y - 5), colour % RR_PALETTE_SIZE);
}

static void draw_sample(rr__drawing *drawing, const rr__chart *chart, const rr__series *series, rr__place at)
{
  unsigned colour = series->colour % RR_PALETTE_SIZE;
  if (chart->kind != RR_CHART_LINES && !series->is_limit) {
    rr__draw_square(drawing, (rr__place){at.x + 5, at.y}, colour);
    return;
  }
  rr__draw_line(drawing, at, (rr__place){at.x + SAMPLE_WIDTH - 6, at.y}, colour, series->is_limit);
  if (!series->is_limit)
    rr__draw_marker(drawing, (rr__place){at.x + (SAMPLE_WIDTH - 6) / 2.0, at.y}, series->colour);
}

// One series of bars needs no name: the title says what it is.
static bool is_in_legend(const rr__chart *chart, const rr__series *series)
{
  size_t others = 0;
  for (size_t i = 0; i < chart->series_count; i++) others += !chart->series[i].is_limit;
  return series->count > 0 && (chart->kind == RR_CHART_LINES || series->is_limit || others > 1);
}

void rr__draw_legend(rr__drawing *drawing, const rr__chart *chart)
{
  double x = 0, start = drawing->top;
  for (size_t i = 0; i < chart->series_count; i++) {
    const rr__series *series = &chart->series[i];
    double sample = chart->kind == RR_CHART_LINES || series->is_limit ? SAMPLE_WIDTH : SQUARE_WIDTH;
    double most = drawing->width - sample;
    if (!is_in_legend(chart, series)) continue;
    double text_width = fmin(rr__text_width(series->name, RR_SMALL_FONT_SIZE), most);
    if (x > 0 && x + sample + text_width > drawing->width) {
      x = 0;
      drawing->top += LEGEND_HEIGHT;
    }
    rr__place at = {x, drawing->top + LEGEND_HEIGHT / 2.0};
    draw_sample(drawing, chart, series, at);
    at.x += sample;
    rr__draw_text(drawing, at, RR_ANCHOR_LEFT, RR_COLOUR_FAINT, most, series->name);
    x += sample + text_width + LEGEND_GAP;
  }
  if (x > 0 || drawing->top > start) drawing->top += LEGEND_HEIGHT + 8;
}

static void write_ticks(FILE *file, char axis, const rr__scale *scale)
{
  fprintf(file, "set %ctics scale 0 (", axis);
  for (size_t i = 0; i < scale->tick_count; i++) fprintf(file, "%s'' %.9g", i ? ", " : "", scale->ticks[i]);
  fprintf(file, ")\nset grid %ctics\n%s", axis, scale->is_log ? "" : "un");
  fprintf(file, "set logscale %c\n", axis);
}

void rr__draw_frame(rr__drawing *drawing, const rr__scale *x, const rr__scale *y)
{
  fprintf(drawing->file, "set lmargin at screen %.6f\nset rmargin at screen %.6f\n",
          screen_x(drawing, drawing->left), screen_x(drawing, drawing->right));
  fprintf(drawing->file, "set tmargin at screen %.6f\nset bmargin at screen %.6f\n",
          screen_y(drawing, drawing->top), screen_y(drawing, drawing->bottom));
  fprintf(drawing->file, "set xrange [%.9g:%.9g]\n", x->low, x->high);
  write_ticks(drawing->file, 'x', x);
  if (y)
    fprintf(drawing->file, "set yrange [%.9g:%.9g]\n", y->low, y->high), write_ticks(drawing->file, 'y', y);
  else
    fprintf(drawing->file, "set yrange [%.9g:%.9g]\nunset ytics\n", drawing->bottom, drawing->top);
}

// Centred below a place of the axis, or as near to that as the drawing's edges allow.
static void draw_below(rr__drawing *drawing, rr__place at, const char *text)
{
  double half = fmin(rr__text_width(text, RR_SMALL_FONT_SIZE), drawing->width) / 2;
  at.x = fmin(fmax(at.x, half), drawing->width - half);
  rr__draw_text(drawing, at, RR_ANCHOR_CENTRE, RR_COLOUR_FAINT, drawing->width, text);
}

void rr__draw_x_axis(rr__drawing *drawing, const rr__scale *scale, const char *unit, const char *label)
{
  double span = drawing->right - drawing->left;
  for (size_t i = 0; i < scale->tick_count; i++) {
    rr__place at = {drawing->left + span * rr__scale_place(scale, scale->ticks[i]), drawing->bottom + 12};
    draw_below(drawing, at, rr__number_text_of(scale->ticks[i], unit).text);
  }
  draw_below(drawing, (rr__place){drawing->left + span / 2, drawing->bottom + 32}, label);
}

void rr__draw_nothing(rr__drawing *drawing)
{
  rr__place middle = {(drawing->left + drawing->right) / 2, (drawing->top + drawing->bottom) / 2};
  rr__draw_text(drawing, middle, RR_ANCHOR_CENTRE, RR_COLOUR_FAINT, drawing->width, "nothing to draw");
}

// The height is known only behind what it depends on, and the terminal must be set first: so the script is
// written twice, the first time for its height.
static rr_status write_script(rr__drawing *drawing, const rr__chart *chart, bool has_title)
{
  drawing->file = open_memstream(&drawing->script, &drawing->script_bytes);
  if (!drawing->file) return rr_fail(RR_ENOMEM, "no memory for a chart");
  drawing->top = 6;
  fprintf(drawing->file,
          "set terminal svg size %.0f,%.0f fixed noenhanced font 'sans-serif,%d'\nset encoding utf8\n"
          "unset key\nset border 0\nset grid back linetype 1 linewidth 1 linecolor rgb '#0001%02x'\n",
          drawing->width, drawing->height, RR_FONT_SIZE, RR_COLOUR_GRID);
  if (has_title) {
    rr__place at = {0, drawing->top + 8};
    rr__draw_text(drawing, at, RR_ANCHOR_LEFT, RR_COLOUR_TITLE, drawing->width, chart->title);
    drawing->top += TITLE_HEIGHT;
  }
  if (chart->kind == RR_CHART_LINES)
    rr__draw_lines(drawing, chart);
  else
    rr__draw_bars(drawing, chart);
  drawing->failed |= ferror(drawing->file) != 0;
  drawing->failed |= fclose(drawing->file) != 0;
  drawing->file = NULL;
  return drawing->failed ? rr_fail(RR_ENOMEM, "no memory for a chart") : RR_OK;
}

rr_status rr__drawing_make(rr__drawing *out, const rr__chart *chart, bool is_narrow, bool has_title)
{
  double width = is_narrow ? NARROW : WIDE;
  *out = (rr__drawing){.width = width, .height = 1, .is_narrow = is_narrow};
  rr_status status = write_script(out, chart, has_title);
  double height = out->height;
  rr__drawing_free(out);
  *out = (rr__drawing){.width = width, .height = height, .is_narrow = is_narrow};
  if (!status) status = write_script(out, chart, has_title);
  if (status) rr__drawing_free(out);
  return status;
}

void rr__drawing_free(rr__drawing *drawing)
{
  for (size_t i = 0; i < drawing->text_count; i++) free(drawing->texts[i]);
  free(drawing->texts);
  free(drawing->script);
  drawing->texts = NULL;
  drawing->script = NULL;
  drawing->text_count = 0;
}
