// SPDX-License-Identifier: MIT
// Parameters, from text to what a kernel's body takes.
#include "kernel/args.h"

#include "kernel/bound.h"
#include "kernel/number.h"
#include "kernel/words.h"

#include <string.h>

static bool is_parameter(const rr_kernel_info *info, const char *name)
{
  if (info->method && strcmp(name, "method") == 0) return true;
  for (size_t i = 0; i < RR_MAX_PARAMS && info->params[i].name; i++)
    if (strcmp(info->params[i].name, name) == 0) return true;
  return false;
}

static rr_status no_such_parameter(const rr_kernel_info *info, const char *name)
{
  char names[256] = "";
  if (info->method) rr__word_append(names, sizeof names, "method");
  for (size_t i = 0; i < RR_MAX_PARAMS && info->params[i].name; i++)
    rr__word_append(names, sizeof names, info->params[i].name);
  return rr_fail(RR_EUSAGE, "kernel '%s' has no parameter '%.40s'; hint: %s%s", info->name, name,
                 names[0] ? "one of " : "it takes none", names);
}

static rr_status check_names(const rr_kernel_info *info, const rr_param *params)
{
  for (const rr_param *param = params; param && param->name; param++) {
    if (!is_parameter(info, param->name)) return no_such_parameter(info, param->name);
    if (!param->value)
      return rr_fail(RR_EUSAGE,
                     "parameter '%s' of '%s' has no value; hint: every value is text, such as \"4\"",
                     param->name, info->name);
    for (const rr_param *other = params; other != param; other++)
      if (strcmp(other->name, param->name) == 0)
        return rr_fail(RR_EUSAGE, "parameter '%s' of '%s' is given twice; hint: leave one out", param->name,
                       info->name);
  }
  return RR_OK;
}

static rr_status parse_choice(rr__arg *arg, const rr_param_info *param)
{
  char words[160] = "";
  for (unsigned i = 0; i < RR_MAX_CHOICES && param->choices[i]; i++) {
    if (strcmp(param->choices[i], arg->text) == 0) {
      uint32_t choice = arg->choice = i;
      arg->size = sizeof choice;
      memcpy(arg->value, &choice, sizeof choice);
      return RR_OK;
    }
    rr__word_append(words, sizeof words, param->choices[i]);
  }
  return rr_fail(RR_EUSAGE, "%s '%.40s' is not one of %s; hint: --%s %s", param->name, arg->text, words,
                 param->name, param->choices[0]);
}

// A lower bound is followed by its upper bound in every table row that has them.
static rr_status parse_bounds(rr__arg *low, rr__arg *high, const rr_param_info *min_info,
                              const rr_param_info *max_info, rr_dtype dtype)
{
  rr__bound min, max;
  rr_status status = rr__bound_parse(&min, min_info->name, low->text);
  if (!status) status = rr__bound_parse(&max, max_info->name, high->text);
  if (status) return status;
  if (rr__bound_compare(&min, &max) > 0)
    return rr_fail(RR_EUSAGE, "%s %.40s is above %s %.40s; hint: exchange them", min_info->name, low->text,
                   max_info->name, high->text);
  rr__bound_cells(low->value, high->value, &min, &max, dtype);
  low->size = high->size = rr_dtype_size(dtype);
  return RR_OK;
}

static rr_status parse_number(rr__arg *arg, const rr_param_info *param, rr_dtype dtype)
{
  rr_dtype real = dtype == RR_FLOAT32 ? RR_FLOAT32 : RR_FLOAT64;
  rr_dtype own = param->kind == RR_PARAM_CELL ? dtype : param->kind == RR_PARAM_REAL ? real : param->dtype;
  arg->size = rr_dtype_size(own);
  return rr__number_value(arg->value, own, param->name, arg->text);
}

static rr_status parse_values(rr__args *out, const rr_kernel_info *info, rr_dtype dtype)
{
  for (size_t i = 0; i < out->count; i++) {
    const rr_param_info *param = &info->params[i];
    rr_status status = RR_OK;
    switch (param->kind) {
    case RR_PARAM_CHOICE: status = parse_choice(&out->values[i], param); break;
    case RR_PARAM_LOWER_BOUND:
      status = parse_bounds(&out->values[i], &out->values[i + 1], param, param + 1, dtype);
      break;
    case RR_PARAM_UPPER_BOUND: break; // done with its lower bound
    case RR_PARAM_NUMBER:
    case RR_PARAM_CELL:
    case RR_PARAM_REAL: status = parse_number(&out->values[i], param, dtype); break;
    }
    if (status) return status;
    if (param->error_choice && strcmp(param->error_choice, out->values[i].text) == 0)
      out->note_is_error = true;
  }
  return RR_OK;
}

static rr_status fail_missing(const rr_kernel_info *info, const rr_param_info *param)
{
  bool is_users = param->kind >= RR_PARAM_NUMBER; // of a text, not an option of its own
  const char *help = param->help ? param->help : "";
  return rr_fail(RR_EUSAGE, "kernel '%s' needs the parameter '%s'; hint: --%s%s%sVALUE%s%s", info->name,
                 param->name, is_users ? "param " : "", param->name, is_users ? "=" : " ", *help ? ", " : "",
                 help);
}

rr_status rr__args_check(rr__args *out, const rr_kernel_info *info, const rr_param *params, rr_dtype dtype,
                         rr_nan nan)
{
  *out = (rr__args){.omit_nan = nan == RR_NAN_OMIT};
  rr_status status = check_names(info, params);
  if (status) return status;
  for (; out->count < RR_MAX_PARAMS && info->params[out->count].name; out->count++) {
    const rr_param_info *param = &info->params[out->count];
    const char *given = rr__param_value(params, param->name);
    out->values[out->count].text = given ? given : param->fallback;
    if (!out->values[out->count].text) return fail_missing(info, param);
  }
  return parse_values(out, info, dtype);
}
