// SPDX-License-Identifier: MIT
// The cases of a record from JSON, every field checked.
#include "core/checked.h"
#include "io/visible.h"
#include "record/record_json.h"

#include <string.h>

#define NAME_OF(name, text, words) text,
#define COUNT_OF(list)             (sizeof(list) / sizeof *(list))

static rr_status read_size(size_t *out, const rr__place *above, const char *name, uint64_t most)
{
  uint64_t value = 0;
  rr_status status = rr__place_integer(&value, above, name, most);
  *out = (size_t)value;
  return status;
}

static rr_status read_dtype(rr_dtype *out, const rr__place *above, const char *name)
{
  static const char *const names[] = {
#define DTYPE_NAME(name, value, type) #name,
      RR_DTYPE_LIST(DTYPE_NAME)
#undef DTYPE_NAME
  };
  int index = 0;
  rr_status status = rr__place_choice(&index, above, name, names, COUNT_OF(names));
  *out = (rr_dtype)(index + 1);
  return status;
}

static rr_status read_work(rr__work *out, const rr__place *of)
{
  static const char *const pers[] = {"row", "col"};
  rr__place work;
  int per = 0;
  uint64_t seed = 0;
  rr_status status = rr__place_object(&work, of, "work");
  if (!status) status = rr__place_text(out->kernel, sizeof out->kernel, &work, "kernel");
  if (!status) status = rr__place_text(out->call, sizeof out->call, &work, "call");
  if (!status) status = rr__place_choice(&per, &work, "per", pers, COUNT_OF(pers));
  if (!status) status = read_size(&out->rows, &work, "rows", SIZE_MAX / 2);
  if (!status) status = read_size(&out->cols, &work, "cols", SIZE_MAX / 2);
  if (!status) status = read_dtype(&out->dtype, &work, "dtype");
  if (!status) status = read_dtype(&out->out_dtype, &work, "out_dtype");
  if (!status) status = rr__place_integer(&seed, &work, "seed", UINT32_MAX);
  if (status) return status;
  out->per = per ? RR_PER_COL : RR_PER_ROW;
  out->seed = (uint32_t)seed;
  size_t bytes;
  if (!rr__multiply(&bytes, out->rows, out->cols) || !rr__multiply(&bytes, bytes, sizeof(double)))
    return rr__place_fail(&work, "%zu rows of %zu columns are more than any memory holds", out->rows,
                          out->cols);
  return RR_OK;
}

static rr_status read_way(rr__way *out, const rr__place *of)
{
  static const char *const scopes[] = {RR_SCOPE_LIST(NAME_OF)};
  rr__place way;
  int scope = 0;
  rr_status status = rr__place_object(&way, of, "way");
  if (!status) status = rr__place_bool(&out->is_peer, &way, "peer");
  if (!status) status = rr__place_text(out->name, sizeof out->name, &way, "name");
  if (!status) status = rr__place_text(out->form, sizeof out->form, &way, "form");
  if (!status) status = rr__place_text(out->version, sizeof out->version, &way, "version");
  if (!status) status = rr__place_text(out->device_name, sizeof out->device_name, &way, "device_name");
  if (!status) status = rr__place_text(out->device_type, sizeof out->device_type, &way, "device_type");
  if (!status) status = read_size(&out->threads, &way, "threads", UINT32_MAX);
  if (!status) status = rr__place_choice(&scope, &way, "scope", scopes, COUNT_OF(scopes));
  out->scope = (rr__scope)scope;
  return status;
}

// An array with as many items as there are samples.
static rr_status read_column(rr__place *out, const rr__place *above, const char *name, size_t count)
{
  rr_status status = rr__place_array(out, above, name);
  if (status) return status;
  size_t size = json_array_size(out->value);
  if (size != count) return rr__place_fail(out, "has %zu items, and there are %zu samples", size, count);
  return RR_OK;
}

static rr_status read_rounds(rr__case *out, const rr__place *rounds)
{
  uint64_t before = 0, round = 0;
  for (size_t i = 0; i < json_array_size(rounds->value); i++, before = round) {
    rr__place at = rr__place_item(rounds, i);
    rr_status status = rr__place_as_integer(&round, &at, UINT32_MAX);
    if (status) return status;
    if (round < before)
      return rr__place_fail(&at, "is round %u, after round %u", (unsigned)round, (unsigned)before);
    status = rr__case_add_sample(out, &(rr__sample){.round = (uint32_t)round});
    if (status) return status;
  }
  return RR_OK;
}

static rr_status read_totals(rr__case *out, const rr__place *samples)
{
  rr__place totals;
  rr_status status = read_column(&totals, samples, "total_ns", out->sample_count);
  for (size_t i = 0; i < out->sample_count && !status; i++) {
    rr__place at = rr__place_item(&totals, i);
    status = rr__place_as_number(&out->samples[i].total_ns, &at, RR__LEAST_NS, RR__MOST_NS);
  }
  return status;
}

static rr_status read_phase(rr__case *out, const rr__place *phases, int phase)
{
  const char *name = rr_phase_name((rr_phase)phase);
  if (!json_object_get(phases->value, name)) return RR_OK;
  rr__place times;
  rr_status status = read_column(&times, phases, name, out->sample_count);
  for (size_t i = 0; i < out->sample_count && !status; i++) {
    rr__place at = rr__place_item(&times, i);
    status = rr__place_as_number(&out->samples[i].phase_ns[phase], &at, 0, RR__MOST_NS);
  }
  return status;
}

static rr_status check_phase_names(const rr__place *phases)
{
  const char *key;
  json_t *value;
  json_object_foreach((json_t *)phases->value, key, value)
  {
    bool is_known = false;
    for (int phase = 0; phase < RR_PHASES; phase++)
      if (strcmp(key, rr_phase_name((rr_phase)phase)) == 0) is_known = true;
    if (!is_known)
      return rr__place_fail(phases, "there is no phase '%s'", rr__make_visible(key, strlen(key)).text);
  }
  return RR_OK;
}

static rr_status read_samples(rr__case *out, const rr__place *of)
{
  rr__place samples, rounds, phases;
  rr_status status = rr__place_object(&samples, of, "samples");
  if (!status) status = rr__place_array(&rounds, &samples, "round");
  if (!status && json_array_size(rounds.value) == 0)
    status = rr__place_fail(&rounds, "a verified case has samples");
  if (!status && json_array_size(rounds.value) > RR__MOST_SAMPLES)
    status = rr__place_fail(&rounds, "has more than %d items", RR__MOST_SAMPLES);
  if (!status) status = read_rounds(out, &rounds);
  if (!status) status = read_totals(out, &samples);
  if (!status) status = rr__place_object(&phases, &samples, "phases_ns");
  if (!status) status = check_phase_names(&phases);
  for (int phase = 0; phase < RR_PHASES && !status; phase++) status = read_phase(out, &phases, phase);
  return status;
}

static rr_status read_timed(rr__case *out, const rr__place *of)
{
  static const char *const endings[] = {RR_ENDING_LIST(NAME_OF)};
  int ending = 0;
  rr_status status = rr__place_choice(&ending, of, "ending", endings, COUNT_OF(endings));
  out->ending = (rr__ending)ending;
  if (!status) status = read_samples(out, of);
  if (!status) status = rr__case_summarise(out);
  return status;
}

static rr_status read_case(rr__case *out, const rr__place *of)
{
  static const char *const outcomes[] = {RR_OUTCOME_LIST(NAME_OF)};
  if (!json_is_object(of->value)) return rr__place_fail(of, "must be an object");
  int outcome = 0;
  rr_status status = read_work(&out->work, of);
  if (!status) status = read_way(&out->way, of);
  if (!status) status = rr__place_choice(&outcome, of, "outcome", outcomes, COUNT_OF(outcomes));
  out->outcome = (rr__outcome)outcome;
  if (!status) status = rr__place_text(out->message, sizeof out->message, of, "message");
  if (!status) status = read_size(&out->timed_rows, of, "timed_rows", out->work.rows);
  if (!status) status = rr__place_integer(&out->bytes, of, "bytes", INT64_MAX);
  if (status) return status;
  if (out->outcome == RR_OUTCOME_VERIFIED) return read_timed(out, of);
  rr__place samples = rr__place_member(of, "samples");
  return samples.value ? rr__place_fail(&samples, "a case that is not verified has no times") : RR_OK;
}

rr_status rr__record_read_cases(rr_record *out, const rr__place *document)
{
  rr__place cases;
  rr_status status = rr__place_array(&cases, document, "cases");
  for (size_t i = 0; !status && i < json_array_size(cases.value); i++) {
    rr__place at = rr__place_item(&cases, i);
    rr__case *added = rr__record_add_case(out);
    status = added ? read_case(added, &at) : rr_fail(RR_ENOMEM, "%s: no memory for its cases", at.file);
  }
  return status;
}
