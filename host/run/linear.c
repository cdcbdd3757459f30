// SPDX-License-Identifier: MIT
// rr_matmul and rr_gram: what is asked for is checked, executed, verified and told.
#include "run/linear.h"

#include "core/clock.h"
#include "core/log.h"
#include "core/matrix.h"

enum { REFERENCE_NS = 10 };
static const double MANY_PRODUCTS = 2e9;

static rr_status check_options(const rr__linear *linear, const rr_run_options *options)
{
  if (options->per != RR_PER_ROW)
    return rr_fail(RR_EUSAGE, "%s gives no value per column; hint: leave `per` as it is", linear->name);
  if (options->nan != RR_NAN_PROPAGATE)
    return rr_fail(RR_EUSAGE, "%s cannot leave NaN out; hint: leave `nan` at propagate", linear->name);
  if (options->isolate_ms != 0)
    return rr_fail(RR_EUSAGE, "%s runs no code of yours; hint: leave `isolate_ms` at 0", linear->name);
  if (options->out_dtype != RR_DTYPE_AUTO && !rr_dtype_is_float(options->out_dtype))
    return rr_fail(RR_EUSAGE, "%s cannot give %s; hint: float32 or float64", linear->name,
                   rr_dtype_name(options->out_dtype));
  return RR_OK;
}

static void choose_dtypes(rr__linear *linear, rr_dtype asked_for)
{
  bool narrow = linear->left->dtype == RR_FLOAT32 && linear->right->dtype == RR_FLOAT32;
  linear->computed = narrow && asked_for != RR_FLOAT64 ? RR_FLOAT32 : RR_FLOAT64;
  linear->out_dtype = asked_for == RR_DTYPE_AUTO ? linear->computed : asked_for;
  linear->may_round = asked_for != RR_DTYPE_AUTO;
}

static rr_status check_out(const rr__linear *linear, const rr_matrix *out)
{
  if (out->rows != linear->rows || out->cols != linear->cols || out->dtype != linear->out_dtype)
    return rr_fail(RR_EUSAGE, "the output is %zu x %zu %s; hint: this %s needs %zu x %zu %s", out->rows,
                   out->cols, rr_dtype_name(out->dtype), linear->name, linear->rows, linear->cols,
                   rr_dtype_name(linear->out_dtype));
  if (rr__matrices_overlap(out, linear->left) || rr__matrices_overlap(out, linear->right))
    return rr_fail(RR_EUSAGE,
                   "input and output share memory; hint: an output of its own, or NULL for a new one");
  return RR_OK;
}

static rr_status create_out(rr_matrix **out, const rr__linear *linear)
{
  rr_layout layout = {.rows = linear->rows, .cols = linear->cols, .dtype = linear->out_dtype};
  rr_status status = rr_matrix_create(out, &layout);
  if (!status && linear->right->names)
    status = rr__matrix_set_names(*out, (const char *const *)linear->right->names);
  return status;
}

static void describe(rr_run_stats *stats, const rr_context *context, const rr__linear *linear)
{
  stats->out_dtype = linear->out_dtype;
  stats->threads = rr_context_threads(context);
  stats->bytes_in = rr_matrix_bytes(linear->left);
  if (!linear->gram) stats->bytes_in += rr_matrix_bytes(linear->right);
  stats->bytes_out = rr_matrix_bytes(linear->out);
}

static void warn_of_reference(rr_context *context, const rr__linear *linear)
{
  double products = (double)linear->rows * (double)linear->inner * (double)linear->cols;
  if (products > MANY_PRODUCTS)
    rr__log(&context->log,
            "comparing all rows with the reference may take %.0f s; hint: --verify=100 looks at 100 of them",
            products * REFERENCE_NS / 1e9 / (double)rr_context_threads(context));
}

static rr_status verify(rr_context *context, const rr__linear *linear, bool exact,
                        const rr_run_options *options, rr_run_stats *stats)
{
  if (options->verify_rows == 0) warn_of_reference(context, linear);
  uint64_t start_ns = rr__now_ns();
  rr_status status = rr__linear_verify(&stats->verified_rows, context, linear, exact, options->verify_rows);
  stats->elapsed_ns[RR_PHASE_verify] += rr__now_ns() - start_ns;
  stats->verified = status == RR_OK;
  return status;
}

static rr_status multiply_checked(rr_context *context, rr__linear *linear, rr_matrix **out,
                                  const rr_run_options *options, rr_run_stats *stats)
{
  rr_matrix *created = NULL;
  bool exact = true;
  rr_status status = *out ? check_out(linear, *out) : create_out(&created, linear);
  linear->out = *out ? *out : created;
  if (!status) {
    describe(stats, context, linear);
    status = rr__linear_execute(&exact, context, linear, options, stats);
  }
  if (!status && options->verify) status = verify(context, linear, exact, options, stats);
  if (status)
    rr_matrix_free(created);
  else
    *out = linear->out;
  return status;
}

static rr_status multiply(rr_context *context, rr__linear *linear, rr_matrix **out,
                          const rr_run_options *options, rr_run_stats *stats)
{
  static const rr_run_options defaults = RR_RUN_OPTIONS_INIT;
  rr_run_stats unused;
  uint64_t start_ns = rr__now_ns();
  if (!options) options = &defaults;
  if (!stats) stats = &unused;
  rr__stats_start(stats, context, linear->name, linear->left, options);
  rr_status status = check_options(linear, options);
  if (!status && !linear->gram && linear->left->cols != linear->right->rows)
    status = rr_fail(RR_EUSAGE,
                     "%zu x %zu times %zu x %zu is no product; hint: as many columns in the first matrix as "
                     "rows in the second",
                     linear->left->rows, linear->left->cols, linear->right->rows, linear->right->cols);
  if (!status) {
    choose_dtypes(linear, options->out_dtype);
    pthread_mutex_lock(&context->lock);
    status = multiply_checked(context, linear, out, options, stats);
    pthread_mutex_unlock(&context->lock);
  }
  stats->elapsed_ns[RR_PHASE_total] = rr__now_ns() - start_ns;
  return status;
}

rr_status rr_matmul(rr_context *context, const rr_matrix *a, const rr_matrix *b, rr_matrix **out,
                    const rr_run_options *options, rr_run_stats *stats)
{
  rr__linear linear = {
      .name = "matmul", .left = a, .right = b, .rows = a->rows, .inner = b->rows, .cols = b->cols};
  return multiply(context, &linear, out, options, stats);
}

rr_status rr_gram(rr_context *context, const rr_matrix *a, rr_matrix **out, const rr_run_options *options,
                  rr_run_stats *stats)
{
  rr__linear linear = {.name = "gram",
                       .gram = true,
                       .left = a,
                       .right = a,
                       .rows = a->cols,
                       .inner = a->rows,
                       .cols = a->cols};
  return multiply(context, &linear, out, options, stats);
}
