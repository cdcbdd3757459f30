// SPDX-License-Identifier: MIT
// After the first chart that cannot be drawn no other is tried: each might take as long to fail.
#include "report/charts.h"

#include "core/log.h"
#include "io/saver.h"
#include "chart/svg.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

// Keeps why a chart could not be drawn. False: that is an error of the whole report.
static bool can_go_without(const rr_report_options *options, rr_status status, char *failure, size_t capacity)
{
  if (status != RR_ENODEVICE && status != RR_ESYSTEM) return false;
  snprintf(failure, capacity, "%s", rr_error_text());
  rr__log(&options->log, "no charts: %s", failure);
  return true;
}

rr_status rr__charts_draw(rr__charts *out, const rr__document *document, const rr_report_options *options)
{
  *out = (rr__charts){.count = rr__document_count(document)};
  out->drawn = calloc(out->count + 1, sizeof *out->drawn);
  if (!out->drawn) return rr_fail(RR_ENOMEM, "no memory for the charts of a report");
  for (size_t i = 0; i < out->count && !*out->failure; i++) {
    const rr__chart *chart = rr__document_at(document, i)->chart;
    rr__drawn *drawn = &out->drawn[i];
    if (!chart) continue;
    rr_status status = rr__svg_draw(&drawn->wide, chart, RR_SVG_WIDE, options->gnuplot);
    if (!status) status = rr__svg_draw(&drawn->narrow, chart, RR_SVG_NARROW, options->gnuplot);
    if (status && !can_go_without(options, status, out->failure, sizeof out->failure)) {
      rr__charts_clear(out);
      return status;
    }
  }
  return RR_OK;
}

void rr__charts_clear(rr__charts *charts)
{
  for (size_t i = 0; i < charts->count && charts->drawn; i++) {
    free(charts->drawn[i].wide);
    free(charts->drawn[i].narrow);
  }
  free(charts->drawn);
  *charts = (rr__charts){.drawn = NULL};
}

static rr_status save(const char *folder, const char *id, const char *svg)
{
  char path[4096];
  rr__saver *saver = NULL;
  if (snprintf(path, sizeof path, "%s/%s.svg", folder, id) >= (int)sizeof path)
    return rr_fail(RR_EOUTPUT, "the path of a chart in '%.200s' is too long", folder);
  rr_status status = rr__saver_open(&saver, path, false);
  if (status) return status;
  status = rr__saver_write(saver, svg, strlen(svg));
  if (!status) return rr__saver_commit(saver);
  rr__saver_abandon(saver);
  return status;
}

// An id names a file, and no other folder.
static bool is_name(const char *id)
{
  return *id && !id[strspn(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")];
}

static rr_status draw_and_save(const rr__chart *chart, const rr_report_options *options)
{
  char *svg = NULL;
  if (!is_name(chart->id)) return rr_fail(RR_EOUTPUT, "'%.100s' is no name of a chart", chart->id);
  rr_status status = rr__svg_draw(&svg, chart, RR_SVG_FILE, options->gnuplot);
  if (status) return status;
  status = save(options->charts, chart->id, svg);
  free(svg);
  return status;
}

rr_status rr__charts_save(const rr__document *document, const rr_report_options *options)
{
  if (mkdir(options->charts, 0777) && errno != EEXIST)
    return rr_fail(RR_EOUTPUT, "cannot make the folder '%.400s' for charts: %s", options->charts,
                   strerror(errno));
  for (size_t i = 0; i < rr__document_count(document); i++) {
    char failure[600];
    const rr__chart *chart = rr__document_at(document, i)->chart;
    rr_status status = chart ? draw_and_save(chart, options) : RR_OK;
    if (status) return can_go_without(options, status, failure, sizeof failure) ? RR_OK : status;
  }
  return RR_OK;
}
