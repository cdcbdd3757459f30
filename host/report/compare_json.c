// SPDX-License-Identifier: MIT
// One NULL inside makes the whole object NULL: a comparison is written whole or not at all.
#include "report/compare_json.h"

#include "record/facts.h"

enum { SCHEMA_VERSION = 1 };

static json_t *ratio_json(const rr__ratio *ratio)
{
  return json_pack("{s:f, s:f, s:f}", "ratio", ratio->ratio, "low", ratio->low, "high", ratio->high);
}

static json_t *case_json(const rr__case *of)
{
  return json_pack("{s:o, s:o, s:o, s:o, s:s, s:I, s:I, s:I, s:s, s:s}", //
                   "kernel", rr__json_text(of->work.kernel),             //
                   "call", rr__json_text(of->work.call),                 //
                   "way", rr__json_text(of->way.name),                   //
                   "form", rr__json_text(of->way.form),                  //
                   "scope", rr__scope_name(of->way.scope),               //
                   "threads", (json_int_t)of->way.threads,               //
                   "rows", (json_int_t)of->work.rows,                    //
                   "cols", (json_int_t)of->work.cols,                    //
                   "dtype", rr_dtype_name(of->work.dtype),               //
                   "out_dtype", rr_dtype_name(of->work.out_dtype));
}

static json_t *drift_json(const rr__drift *drift)
{
  return json_pack("{s:f, s:f, s:f, s:I, s:b}", "ratio", drift->ratio, "error", drift->error, "scatter",
                   drift->scatter, "controls", (json_int_t)drift->controls, "tells",
                   rr__drift_tells(drift) ? 1 : 0);
}

// Peers are not judged.
static json_t *change_json(const rr__change *change)
{
  bool is_peer = change->later->way.is_peer;
  return json_pack("{s:o, s:f, s:f, s:o, s:o, s:f, s:o, s:o, s:o, s:b, s:o}", //
                   "case", case_json(change->later),                          //
                   "earlier_ns", change->earlier->summary.median,             //
                   "later_ns", change->later->summary.median,                 //
                   "measured", ratio_json(&change->measured),                 //
                   "change", ratio_json(&change->ratio),                      //
                   "fastest_tenth", change->fastest,                          //
                   "floor", change->floor > 0 ? json_real(change->floor) : json_null(), "drift",
                   drift_json(&change->drift),                        //
                   "p", is_peer ? json_null() : json_real(change->p), //
                   "is_peer", is_peer ? 1 : 0,                        //
                   "verdict", is_peer ? json_null() : json_string(rr__verdict_name(change->verdict)));
}

static json_t *changes_json(const rr__changes *changes)
{
  json_t *list = json_array();
  for (size_t i = 0; i < changes->count && list; i++)
    if (json_array_append_new(list, change_json(&changes->changes[i]))) {
      json_decref(list);
      list = NULL;
    }
  return list;
}

static json_t *unmatched_json(const rr__changes *changes)
{
  json_t *list = json_array();
  for (size_t i = 0; i < changes->unmatched_count && list; i++)
    if (json_array_append_new(list, json_pack("{s:o, s:s}", "case", case_json(changes->unmatched[i].of),
                                              "reason", changes->unmatched[i].reason))) {
      json_decref(list);
      list = NULL;
    }
  return list;
}

rr_status rr__compare_write_json(char **out, const rr__comparing *of)
{
  json_t *json = json_pack("{s:i, s:f, s:I, s:I, s:I, s:O, s:o, s:o}",              //
                           "schema_version", SCHEMA_VERSION,                        //
                           "threshold", of->threshold,                              //
                           "compared", (json_int_t)of->comparison.compared,         //
                           "regressions", (json_int_t)of->comparison.regressions,   //
                           "improvements", (json_int_t)of->comparison.improvements, //
                           "machine_differences", of->differences,                  //
                           "changes", changes_json(of->changes),                    //
                           "left_out", unmatched_json(of->changes));
  *out = json ? json_dumps(json, JSON_INDENT(2) | JSON_ENSURE_ASCII | JSON_REAL_PRECISION(9)) : NULL;
  json_decref(json);
  return *out ? RR_OK : rr_fail(RR_ENOMEM, "no memory for a comparison");
}
