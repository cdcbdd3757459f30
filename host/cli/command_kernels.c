// SPDX-License-Identifier: MIT
// rowrun kernels: the library's kernel table, for people and for programs.
#include "cli/command.h"
#include "cli/json_output.h"
#include "cli/listing.h"

#include <stdio.h>
#include <string.h>

static const char *shape_name(rr_shape shape)
{
  static const char *const names[] = {
      [RR_FOLD] = "fold", [RR_SCALE] = "scale", [RR_ROW] = "row", [RR_PAIR] = "pair"};
  return names[shape];
}

static const char *kind_name(rr_param_kind kind)
{
  static const char *const names[] = {[RR_PARAM_LOWER_BOUND] = "lower_bound",
                                      [RR_PARAM_UPPER_BOUND] = "upper_bound",
                                      [RR_PARAM_CHOICE] = "choice",
                                      [RR_PARAM_NUMBER] = "number",
                                      [RR_PARAM_CELL] = "cell",
                                      [RR_PARAM_REAL] = "real"};
  return names[kind];
}

static const char *result_name(rr_result_dtype result)
{
  static const char *const names[] = {[RR_RESULT_COUNT] = "count",
                                      [RR_RESULT_REAL] = "real",
                                      [RR_RESULT_SUM] = "sum",
                                      [RR_RESULT_CELL] = "cell"};
  return names[result];
}

static const char *result_dtypes(rr_result_dtype result)
{
  static const char *const texts[] = {
      [RR_RESULT_COUNT] = "all -> int32 (--out-dtype)",
      [RR_RESULT_REAL] = "all -> float64, float32 -> float32",
      [RR_RESULT_SUM] = "int -> int64, uint -> uint64, floats -> themselves",
      [RR_RESULT_CELL] = "all -> themselves",
  };
  return texts[result];
}

static void join_choices(char *out, size_t size, const rr_param_info *param)
{
  out[0] = '\0';
  for (size_t i = 0; i < RR_MAX_CHOICES && param->choices[i]; i++) {
    size_t used = strlen(out);
    snprintf(out + used, size - used, "%s%s", i ? "|" : "", param->choices[i]);
  }
}

static void add_parameters(cli_listing *listing, const rr_kernel_info *kernel)
{
  char text[512] = "", choices[128];
  for (size_t i = 0; i < RR_MAX_PARAMS && kernel->params[i].name; i++) {
    const rr_param_info *param = &kernel->params[i];
    join_choices(choices, sizeof choices, param);
    size_t used = strlen(text);
    snprintf(text + used, sizeof text - used, param->fallback ? "%s[--%s %s]" : "%s--%s %s", i ? " " : "",
             param->name, *choices ? choices : "X");
  }
  rr__cli_listing_add(listing, "%s", *text ? text : "-");
}

static void add_kernel(cli_listing *listing, const rr_kernel_info *kernel)
{
  rr__cli_listing_add(listing, "%s", kernel->name);
  rr__cli_listing_add(listing, "%s", kernel->method ? kernel->method : "-");
  rr__cli_listing_add(listing, "%s", shape_name(kernel->shape));
  add_parameters(listing, kernel);
  rr__cli_listing_add(listing, "%s", result_dtypes(kernel->result));
  if (kernel->ulp32 == 0 && kernel->ulp64 == 0)
    rr__cli_listing_add(listing, "exact");
  else
    rr__cli_listing_add(listing, "float32 %u ULP, float64 %u ULP", kernel->ulp32, kernel->ulp64);
}

static rr_status print_table(void)
{
  static const char *const heads[] = {"name", "method", "shape", "parameters", "dtypes", "exactness"};
  cli_listing listing = {.cols = sizeof heads / sizeof *heads};
  for (size_t i = 0; i < listing.cols; i++) rr__cli_listing_add(&listing, "%s", heads[i]);
  for (size_t i = 0; i < rr_kernel_count(); i++) add_kernel(&listing, rr_kernel_at(i));
  rr_status status = rr__cli_listing_print(&listing, stdout);
  rr__cli_listing_clear(&listing);
  return status;
}

static json_t *param_json(const rr_param_info *param)
{
  json_t *choices = json_array();
  bool whole = true;
  for (size_t i = 0; i < RR_MAX_CHOICES && param->choices[i]; i++)
    whole &= json_array_append_new(choices, json_string(param->choices[i])) == 0;
  json_t *json = json_pack("{s:s, s:s, s:b, s:s?, s:o, s:s?}", "name", param->name, "kind",
                           kind_name(param->kind), "required", param->fallback == NULL, "default",
                           param->fallback, "choices", choices, "help", param->help);
  if (whole) return json;
  json_decref(json);
  return NULL;
}

static json_t *dtypes_json(void)
{
  json_t *dtypes = json_array();
  for (int dtype = RR_DTYPE_AUTO + 1; dtype < RR_DTYPE_END; dtype++)
    if (json_array_append_new(dtypes, json_string(rr_dtype_name((rr_dtype)dtype)))) {
      json_decref(dtypes);
      return NULL;
    }
  return dtypes;
}

static json_t *kernel_json(const rr_kernel_info *kernel)
{
  json_t *params = json_array();
  bool whole = true;
  for (size_t i = 0; i < RR_MAX_PARAMS && kernel->params[i].name; i++)
    whole &= json_array_append_new(params, param_json(&kernel->params[i])) == 0;
  json_t *json =
      json_pack("{s:s, s:s, s:s?, s:s?, s:s, s:s, s:s?, s:i, s:i, s:i, s:o, s:o}", "id", kernel->id, "name",
                kernel->name, "method", kernel->method, "summary", kernel->summary, "shape",
                shape_name(kernel->shape), "result", result_name(kernel->result), "counter", kernel->note,
                "ulp32", (int)kernel->ulp32, "ulp64", (int)kernel->ulp64, "operations",
                (int)kernel->operations, "dtypes", dtypes_json(), "parameters", params);
  if (whole) return json;
  json_decref(json);
  return NULL;
}

static rr_status print_json(void)
{
  json_t *kernels = json_array();
  bool whole = true;
  for (size_t i = 0; i < rr_kernel_count(); i++)
    whole &= json_array_append_new(kernels, kernel_json(rr_kernel_at(i))) == 0;
  return rr__cli_json_print(json_pack("{s:i, s:o}", "schema_version", 1, "kernels", kernels), whole);
}

rr_status rr__cli_run_kernels(cli_invocation *invocation)
{
  return rr__cli_given(&invocation->arguments, CLI_JSON) ? print_json() : print_table();
}
