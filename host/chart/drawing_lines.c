// SPDX-License-Identifier: MIT
// Series over x. On wide screens each is named where it ends, else in a legend above the plot.
#include "chart/drawing.h"

#include "chart/palette.h"
#include "chart/text_fit.h"

#include <math.h>
#include <stdlib.h>

enum {
  PLOT_HEIGHT = 330,
  NARROW_PLOT_HEIGHT = 250,
  AXIS_ROOM = 46,    // below the plot
  Y_LABEL_ROOM = 22, // above it
  NAME_HEIGHT = 17,
  SIGN_ROOM = 24,      // of the sign beside a name
  MOST_NAME_ROOM = 240 // of the names right of the plot
};

// A limit with one point holds everywhere.
static bool is_level(const rr__series *series)
{
  return series->is_limit && series->count == 1;
}

static bool is_usable(const rr__chart *chart, const rr__series *series, size_t index)
{
  rr__point point = series->points[index];
  if (is_level(series)) point.x = 1;
  return rr__point_is_usable(&point, chart->log_x, chart->log_y);
}

static const rr__point *last_point(const rr__chart *chart, const rr__series *series)
{
  for (size_t i = series->count; i-- > 0;)
    if (is_usable(chart, series, i)) return &series->points[i];
  return NULL;
}

static void include(double range[2], double value)
{
  range[0] = fmin(range[0], value);
  range[1] = fmax(range[1], value);
}

static bool has_interval(const rr__chart *chart, const rr__point *point)
{
  return isfinite(point->low) && isfinite(point->high) && point->low < point->high &&
         (!chart->log_y || point->low > 0);
}

static void fit_scales(rr__scale *x, rr__scale *y, const rr__chart *chart, bool is_narrow)
{
  double xs[2] = {INFINITY, -INFINITY}, ys[2] = {INFINITY, -INFINITY};
  for (size_t i = 0; i < chart->series_count; i++) {
    const rr__series *series = &chart->series[i];
    for (size_t k = 0; k < series->count; k++) {
      const rr__point *point = &series->points[k];
      if (!is_usable(chart, series, k)) continue;
      if (!is_level(series)) include(xs, point->x);
      include(ys, point->y);
      if (!has_interval(chart, point)) continue;
      include(ys, point->low);
      include(ys, point->high);
    }
  }
  rr__scale_fit_places(x, xs[0], xs[1], chart->log_x, is_narrow ? 5 : 8);
  rr__scale_fit(y, ys[0], ys[1], chart->log_y, is_narrow ? 6 : 8);
}

typedef struct name_place {
  const rr__series *series;
  double y;
} name_place;

static int compare_heights(const void *a, const void *b)
{
  const name_place *left = a, *right = b;
  if (left->y != right->y) return left->y < right->y ? -1 : 1;
  return left->series < right->series ? -1 : left->series > right->series;
}

// Apart from one another, each as near to its line as that allows.
static void spread(name_place *names, size_t count, double top, double bottom)
{
  for (size_t i = 0; i < count; i++) {
    double least = i ? names[i - 1].y + NAME_HEIGHT : top;
    names[i].y = fmax(names[i].y, least);
  }
  for (size_t i = count; i-- > 0;) {
    double most = i + 1 < count ? names[i + 1].y - NAME_HEIGHT : bottom;
    names[i].y = fmin(names[i].y, most);
  }
}

static void draw_name(rr__drawing *drawing, const rr__series *series, double y)
{
  double x = drawing->right + 8, room = drawing->width - x - SIGN_ROOM;
  unsigned colour = series->colour % RR_PALETTE_SIZE;
  if (series->is_limit)
    rr__draw_line(drawing, (rr__place){x, y}, (rr__place){x + 16, y}, colour, true);
  else
    rr__draw_marker(drawing, (rr__place){x + 8, y}, series->colour);
  rr__draw_text(drawing, (rr__place){x + SIGN_ROOM, y}, RR_ANCHOR_LEFT, RR_COLOUR_INK, room, series->name);
}

static void draw_names(rr__drawing *drawing, const rr__chart *chart, const rr__scale *scale)
{
  name_place *names = calloc(chart->series_count + 1, sizeof *names);
  size_t count = 0;
  drawing->failed |= !names;
  if (!names) return;
  for (size_t i = 0; i < chart->series_count; i++) {
    const rr__point *last = last_point(chart, &chart->series[i]);
    double height = drawing->bottom - drawing->top;
    if (last)
      names[count++] =
          (name_place){&chart->series[i], drawing->bottom - height * rr__scale_place(scale, last->y)};
  }
  qsort(names, count, sizeof *names, compare_heights);
  spread(names, count, drawing->top, drawing->bottom);
  for (size_t i = 0; i < count; i++) draw_name(drawing, names[i].series, names[i].y);
  free(names);
}

// How wide the names are; 0: there is no room for them beside the plot.
static double name_room(const rr__drawing *drawing, const rr__chart *chart)
{
  double room = 0;
  if (drawing->is_narrow || chart->series_count * NAME_HEIGHT > PLOT_HEIGHT) return 0;
  for (size_t i = 0; i < chart->series_count; i++)
    room = fmax(room, rr__text_width(chart->series[i].name, RR_FONT_SIZE));
  return fmin(room, MOST_NAME_ROOM) + SIGN_ROOM + 10;
}

static void draw_y_axis(rr__drawing *drawing, const rr__chart *chart, const rr__scale *scale)
{
  double height = drawing->bottom - drawing->top;
  for (size_t i = 0; i < scale->tick_count; i++) {
    rr__place at = {drawing->left - 8, drawing->bottom - height * rr__scale_place(scale, scale->ticks[i])};
    rr__draw_text(drawing, at, RR_ANCHOR_RIGHT, RR_COLOUR_FAINT, drawing->left,
                  rr__number_text_of(scale->ticks[i], chart->y_unit).text);
  }
  rr__place above = {0, drawing->top - Y_LABEL_ROOM + 6};
  rr__draw_text(drawing, above, RR_ANCHOR_LEFT, RR_COLOUR_FAINT, drawing->width, chart->y_label);
}

static double tick_room(const rr__chart *chart, const rr__scale *scale)
{
  double room = 0;
  for (size_t i = 0; i < scale->tick_count; i++) {
    rr__number_text number = rr__number_text_of(scale->ticks[i], chart->y_unit);
    room = fmax(room, rr__text_width(number.text, RR_SMALL_FONT_SIZE));
  }
  return room;
}

static void write_series(rr__drawing *drawing, const rr__chart *chart, size_t index, const rr__scale *x)
{
  const rr__series *series = &chart->series[index];
  fprintf(drawing->file, "$series%zu << END\n", index);
  for (size_t i = 0; i < series->count; i++) {
    const rr__point *point = &series->points[i];
    if (!is_usable(chart, series, i)) continue;
    double low = has_interval(chart, point) ? point->low : point->y;
    double high = has_interval(chart, point) ? point->high : point->y;
    if (is_level(series))
      fprintf(drawing->file, "%.9g %.9g\n%.9g %.9g\n", x->low, point->y, x->high, point->y);
    else
      fprintf(drawing->file, "%.9g %.9g %.9g %.9g\n", point->x, point->y, low, high);
  }
  fprintf(drawing->file, "END\n");
}

// Bands below lines below markers.
static void plot(rr__drawing *drawing, const rr__chart *chart)
{
  fprintf(drawing->file, "plot ");
  for (size_t i = 0; i < chart->series_count; i++)
    if (!chart->series[i].is_limit)
      fprintf(drawing->file,
              "$series%zu using 1:3:4 with filledcurves fillstyle transparent solid 0.18 noborder "
              "fillcolor rgb '#0001%02x', ",
              i, chart->series[i].colour % RR_PALETTE_SIZE);
  for (size_t i = 0; i < chart->series_count; i++)
    fprintf(drawing->file, "$series%zu using 1:2 with lines linewidth %s linecolor rgb '#0001%02x'%s, ", i,
            chart->series[i].is_limit ? "1.5" : "2", chart->series[i].colour % RR_PALETTE_SIZE,
            chart->series[i].is_limit ? " dashtype (6,4)" : "");
  for (size_t i = 0; i < chart->series_count; i++)
    if (!chart->series[i].is_limit)
      fprintf(drawing->file,
              "$series%zu using 1:2 with points pointtype %u pointsize 0.9 linecolor rgb '#0001%02x', ", i,
              rr__marker_of(chart->series[i].colour), chart->series[i].colour % RR_PALETTE_SIZE);
  fprintf(drawing->file, "$axis with lines linewidth 1 linecolor rgb '#0001%02x'\n", RR_COLOUR_AXIS);
}

void rr__draw_lines(rr__drawing *drawing, const rr__chart *chart)
{
  rr__scale x, y;
  double names = name_room(drawing, chart);
  if (names <= 0) rr__draw_legend(drawing, chart);
  fit_scales(&x, &y, chart, drawing->is_narrow);
  drawing->top += Y_LABEL_ROOM;
  drawing->bottom = drawing->top + (drawing->is_narrow ? NARROW_PLOT_HEIGHT : PLOT_HEIGHT);
  drawing->height = drawing->bottom + AXIS_ROOM;
  drawing->left = tick_room(chart, &y) + 10;
  drawing->right = drawing->width - (names > 0 ? names : 14);
  rr__draw_frame(drawing, &x, &y);
  rr__draw_x_axis(drawing, &x, chart->x_unit, chart->x_label);
  draw_y_axis(drawing, chart, &y);
  if (names > 0) draw_names(drawing, chart, &y);
  bool has_points = false;
  for (size_t i = 0; i < chart->series_count; i++) has_points |= last_point(chart, &chart->series[i]) != NULL;
  if (!has_points) rr__draw_nothing(drawing);
  for (size_t i = 0; i < chart->series_count; i++) write_series(drawing, chart, i, &x);
  fprintf(drawing->file, "$axis << END\n%.9g %.9g\n%.9g %.9g\nEND\n", x.low, y.low, x.high, y.low);
  plot(drawing, chart);
}
