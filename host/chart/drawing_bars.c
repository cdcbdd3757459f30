// SPDX-License-Identifier: MIT
// Bars, one below the other, and bars made of parts. The y axis of the script is in pixels.
#include "chart/drawing.h"

#include "chart/palette.h"
#include "chart/text_fit.h"

#include <math.h>

enum {
  BAR = 14,      // of a label with one bar
  THIN_BAR = 12, // of one with several, one for each series
  BAR_GAP = 1,
  LABEL_GAP = 8,   // between labels
  LABEL_LINE = 17, // narrow: above the bars
  VALUE_ROOM = 70, // right of the plot
  AXIS_ROOM = 44   // below it
};

static bool is_shown(const rr__chart *chart, const rr__series *series, size_t label)
{
  bool is_log = chart->log_x && chart->kind == RR_CHART_BARS;
  if (series->is_limit || label >= series->count) return false;
  rr__point point = series->points[label];
  point.x = 1;
  return rr__point_is_usable(&point, false, is_log) && point.y > 0;
}

static size_t bars_of(const rr__chart *chart, size_t label)
{
  size_t bars = 0;
  if (chart->kind == RR_CHART_STACK) return 1;
  for (size_t i = 0; i < chart->series_count; i++) bars += is_shown(chart, &chart->series[i], label);
  return bars;
}

static double thickness_of(const rr__chart *chart, size_t label)
{
  return bars_of(chart, label) > 1 ? THIN_BAR : BAR;
}

static double height_of(const rr__chart *chart, size_t label, bool is_narrow)
{
  size_t bars = bars_of(chart, label);
  double height = bars > 0 ? (double)bars * (thickness_of(chart, label) + BAR_GAP) : BAR;
  return height + LABEL_GAP + (is_narrow ? LABEL_LINE : 0);
}

static double total_of(const rr__chart *chart, size_t label)
{
  double total = 0;
  for (size_t i = 0; i < chart->series_count; i++)
    if (is_shown(chart, &chart->series[i], label)) total += chart->series[i].points[label].y;
  return total;
}

static void include(double *low, double *high, double value)
{
  if (!isfinite(value)) return;
  *low = fmin(*low, value);
  *high = fmax(*high, value);
}

static void fit_scale(rr__scale *scale, const rr__chart *chart, size_t most)
{
  double low = INFINITY, high = -INFINITY;
  bool is_stack = chart->kind == RR_CHART_STACK, is_log = chart->log_x && !is_stack;
  for (size_t i = 0; i < chart->series_count; i++) {
    const rr__series *series = &chart->series[i];
    if (series->is_limit && series->count > 0 && (!is_log || series->points[0].y > 0))
      include(&low, &high, series->points[0].y);
    for (size_t k = 0; k < chart->label_count; k++) {
      if (!is_shown(chart, series, k)) continue;
      include(&low, &high, is_stack ? total_of(chart, k) : series->points[k].y);
      if (!is_stack && (!is_log || series->points[k].low > 0)) include(&low, &high, series->points[k].low);
      if (!is_stack) include(&low, &high, series->points[k].high);
    }
  }
  rr__scale_fit_bars(scale, low, high, is_log, most);
}

// The column of labels: as wide as the longest, but no more than two fifths.
static double label_room(const rr__chart *chart, double width)
{
  double room = 0;
  for (size_t i = 0; i < chart->label_count; i++)
    room = fmax(room, rr__text_width(chart->labels[i], RR_FONT_SIZE));
  return fmin(room, 0.42 * width);
}

static double x_of(const rr__drawing *drawing, const rr__scale *scale, double value)
{
  return drawing->left + (drawing->right - drawing->left) * rr__scale_place(scale, value);
}

// Parts of a whole: the same sum everywhere says nothing.
static bool has_totals(const rr__chart *chart)
{
  double low = INFINITY, high = -INFINITY;
  if (chart->kind != RR_CHART_STACK) return false;
  for (size_t k = 0; k < chart->label_count; k++) include(&low, &high, total_of(chart, k));
  return high > low * 1.0001 || chart->label_count == 1;
}

static void draw_value(rr__drawing *drawing, double x, double y, double value, const char *unit)
{
  rr__place at = {x + 7, y};
  rr__draw_text(drawing, at, RR_ANCHOR_LEFT, RR_COLOUR_FAINT, VALUE_ROOM,
                rr__number_text_of(value, unit).text);
}

static void draw_label(rr__drawing *drawing, const rr__chart *chart, size_t label, double y)
{
  rr__place beside = {drawing->left - 9, y + (height_of(chart, label, false) - LABEL_GAP) / 2};
  rr__place above = {drawing->left + 5, y + LABEL_LINE / 2.0}; // right of the axis
  if (drawing->is_narrow)
    rr__draw_text(drawing, above, RR_ANCHOR_LEFT, RR_COLOUR_INK, drawing->width, chart->labels[label]);
  else
    rr__draw_text(drawing, beside, RR_ANCHOR_RIGHT, RR_COLOUR_INK, drawing->left - 9, chart->labels[label]);
}

// Where the bar of a series begins, in pixels: below the label's line, behind the bars of earlier series.
static double bar_top(const rr__chart *chart, size_t series, size_t label, double y, bool is_narrow)
{
  if (is_narrow) y += LABEL_LINE;
  if (chart->kind == RR_CHART_STACK) return y;
  for (size_t i = 0; i < series; i++)
    if (is_shown(chart, &chart->series[i], label)) y += thickness_of(chart, label) + BAR_GAP;
  return y;
}

// Labels and values; all that is drawn as text.
static void draw_texts(rr__drawing *drawing, const rr__chart *chart, const rr__scale *scale)
{
  double y = drawing->top + LABEL_GAP / 2.0;
  for (size_t k = 0; k < chart->label_count; k++) {
    draw_label(drawing, chart, k, y);
    double middle = thickness_of(chart, k) / 2;
    for (size_t i = 0; i < chart->series_count && chart->kind == RR_CHART_BARS; i++) {
      if (!is_shown(chart, &chart->series[i], k)) continue;
      const rr__point *point = &chart->series[i].points[k];
      double end = isfinite(point->high) ? fmax(point->y, point->high) : point->y;
      draw_value(drawing, x_of(drawing, scale, end), bar_top(chart, i, k, y, drawing->is_narrow) + middle,
                 point->y, chart->x_unit);
    }
    double total = total_of(chart, k);
    if (has_totals(chart))
      draw_value(drawing, x_of(drawing, scale, total), bar_top(chart, 0, k, y, drawing->is_narrow) + middle,
                 total, chart->x_unit);
    y += height_of(chart, k, drawing->is_narrow);
  }
}

// The data of one series, for boxxyerror: middle, then both ends, of x and of y.
static void write_bars(rr__drawing *drawing, const rr__chart *chart, size_t series, const rr__scale *scale)
{
  double y = drawing->top + LABEL_GAP / 2.0;
  fprintf(drawing->file, "$bars%zu << END\n", series);
  for (size_t k = 0; k < chart->label_count; y += height_of(chart, k++, drawing->is_narrow)) {
    if (!is_shown(chart, &chart->series[series], k)) continue;
    double from = scale->low, value = chart->series[series].points[k].y;
    for (size_t i = 0; i < series && chart->kind == RR_CHART_STACK; i++)
      if (is_shown(chart, &chart->series[i], k)) from += chart->series[i].points[k].y;
    double to = chart->kind == RR_CHART_STACK ? from + value : value;
    double top = bar_top(chart, series, k, y, drawing->is_narrow), bottom = top + thickness_of(chart, k);
    fprintf(drawing->file, "%.9g %.9g %.9g %.9g %.9g %.9g\n", to, (top + bottom) / 2, fmin(from, to),
            fmax(from, to), top, bottom);
  }
  fprintf(drawing->file, "END\n");
}

static bool has_interval(const rr__point *point)
{
  return isfinite(point->low) && isfinite(point->high) && point->low < point->high;
}

// Intervals as lines with caps; a blank line ends a line.
static void write_intervals(rr__drawing *drawing, const rr__chart *chart, const rr__scale *scale)
{
  double y = drawing->top + LABEL_GAP / 2.0;
  fprintf(drawing->file, "$intervals << END\n");
  for (size_t k = 0; k < chart->label_count && chart->kind == RR_CHART_BARS;
       y += height_of(chart, k++, drawing->is_narrow)) {
    for (size_t i = 0; i < chart->series_count; i++) {
      if (!is_shown(chart, &chart->series[i], k)) continue;
      const rr__point *point = &chart->series[i].points[k];
      double middle = bar_top(chart, i, k, y, drawing->is_narrow) + thickness_of(chart, k) / 2;
      double low = fmax(point->low, scale->low), high = point->high;
      if (!has_interval(point)) continue;
      fprintf(drawing->file, "%.9g %.9g\n%.9g %.9g\n\n", low, middle - 3, low, middle + 3);
      fprintf(drawing->file, "%.9g %.9g\n%.9g %.9g\n\n", low, middle, high, middle);
      fprintf(drawing->file, "%.9g %.9g\n%.9g %.9g\n\n", high, middle - 3, high, middle + 3);
    }
  }
  fprintf(drawing->file, "END\n");
}

static void draw_limits(rr__drawing *drawing, const rr__chart *chart, const rr__scale *scale)
{
  for (size_t i = 0; i < chart->series_count; i++) {
    const rr__series *series = &chart->series[i];
    if (!series->is_limit || series->count == 0 || !isfinite(series->points[0].y)) continue;
    double x = x_of(drawing, scale, series->points[0].y);
    rr__draw_line(drawing, (rr__place){x, drawing->top - 3}, (rr__place){x, drawing->bottom},
                  series->colour % RR_PALETTE_SIZE, true);
  }
}

// Data without a point are skipped by gnuplot; the axis always has some.
static void plot(rr__drawing *drawing, const rr__chart *chart)
{
  fprintf(drawing->file, "plot ");
  for (size_t i = 0; i < chart->series_count; i++)
    fprintf(drawing->file,
            "$bars%zu using 1:2:3:4:5:6 with boxxyerror fillstyle solid noborder linecolor rgb '#0001%02x', ",
            i, chart->series[i].colour % RR_PALETTE_SIZE);
  fprintf(drawing->file, "$intervals with lines linewidth 1.2 linecolor rgb '#0001%02x', ", RR_COLOUR_INK);
  fprintf(drawing->file, "$axis with lines linewidth 1 linecolor rgb '#0001%02x'\n", RR_COLOUR_AXIS);
}

void rr__draw_bars(rr__drawing *drawing, const rr__chart *chart)
{
  rr__scale scale;
  rr__draw_legend(drawing, chart);
  drawing->left = drawing->is_narrow ? 1 : label_room(chart, drawing->width) + 10;
  drawing->right = drawing->width - VALUE_ROOM;
  drawing->bottom = drawing->top;
  for (size_t k = 0; k < chart->label_count; k++) drawing->bottom += height_of(chart, k, drawing->is_narrow);
  if (chart->label_count == 0) drawing->bottom += 2 * BAR;
  drawing->height = drawing->bottom + AXIS_ROOM;
  fit_scale(&scale, chart, drawing->is_narrow ? 5 : 7);
  rr__draw_frame(drawing, &scale, NULL);
  rr__draw_x_axis(drawing, &scale, chart->x_unit, chart->x_label);
  draw_texts(drawing, chart, &scale);
  draw_limits(drawing, chart, &scale);
  if (chart->label_count == 0) rr__draw_nothing(drawing);
  fprintf(drawing->file, "$axis << END\n%.9g %.9g\n%.9g %.9g\nEND\n", scale.low, drawing->top, scale.low,
          drawing->bottom);
  for (size_t i = 0; i < chart->series_count; i++) write_bars(drawing, chart, i, &scale);
  write_intervals(drawing, chart, &scale);
  plot(drawing, chart);
}
