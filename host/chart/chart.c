// SPDX-License-Identifier: MIT
// Charts as data: made, filled and freed. How they are drawn is svg.c's concern.
#include "chart/chart.h"

#include "core/checked.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *make_text(const char *format, va_list arguments)
{
  char *text = NULL;
  return vasprintf(&text, format, arguments) >= 0 ? text : NULL;
}

// Room for one more in an array that holds `count`, which grows whenever that is a power of two.
static void *grown(void *array, size_t count, size_t size)
{
  if (count & (count - 1)) return array;
  size_t capacity = count ? 2 * count : 1, bytes;
  if (!rr__multiply(&bytes, capacity, size)) return NULL;
  return realloc(array, bytes);
}

rr__chart *rr__chart_new(rr__chart_kind kind, const char *id, const char *title)
{
  rr__chart *chart = calloc(1, sizeof *chart);
  if (!chart) return NULL;
  chart->kind = kind;
  chart->id = strdup(id);
  chart->title = strdup(title);
  chart->x_label = strdup("");
  chart->y_label = strdup("");
  chart->x_unit = strdup("");
  chart->y_unit = strdup("");
  chart->alt = strdup("");
  bool has_labels = chart->x_label && chart->y_label && chart->x_unit && chart->y_unit;
  if (chart->id && chart->title && has_labels && chart->alt) return chart;
  rr__chart_free(chart);
  return NULL;
}

void rr__chart_free(rr__chart *chart)
{
  if (!chart) return;
  for (size_t i = 0; i < chart->label_count; i++) free(chart->labels[i]);
  for (size_t i = 0; i < chart->series_count; i++) {
    free(chart->series[i].name);
    free(chart->series[i].points);
  }
  free(chart->labels);
  free(chart->series);
  free(chart->id);
  free(chart->title);
  free(chart->x_label);
  free(chart->y_label);
  free(chart->x_unit);
  free(chart->y_unit);
  free(chart->alt);
  free(chart);
}

bool rr__chart_set_text(char **text, const char *format, ...)
{
  va_list arguments;
  va_start(arguments, format);
  char *made = make_text(format, arguments);
  va_end(arguments);
  if (!made) return false;
  free(*text);
  *text = made;
  return true;
}

bool rr__chart_add_label(rr__chart *chart, const char *format, ...)
{
  char **labels = grown(chart->labels, chart->label_count, sizeof *labels);
  if (!labels) return false;
  chart->labels = labels;
  va_list arguments;
  va_start(arguments, format);
  char *made = make_text(format, arguments);
  va_end(arguments);
  if (made) labels[chart->label_count++] = made;
  return made;
}

rr__series *rr__chart_add_series(rr__chart *chart, const char *name, unsigned colour)
{
  rr__series *series = grown(chart->series, chart->series_count, sizeof *series);
  if (!series) return NULL;
  chart->series = series;
  char *copy = strdup(name);
  if (!copy) return NULL;
  series += chart->series_count++;
  *series = (rr__series){.name = copy, .colour = colour};
  return series;
}

bool rr__series_add(rr__series *series, rr__point point)
{
  rr__point *points = grown(series->points, series->count, sizeof *points);
  if (!points) return false;
  series->points = points;
  points[series->count++] = point;
  return true;
}
