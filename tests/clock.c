// SPDX-License-Identifier: MIT
// clock KERNEL SECONDS [NAME=VALUE...]: runs a kernel on the tutorial's matrix, through the public headers
// alone, and times it by a clock of its own; prints the median in nanoseconds. Not a test: tests/clock.sh
// holds bench against it.
#include <rowrun.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SAMPLES = 100000, WARM_UP = 20 };

static void check(rr_status status)
{
  if (status == RR_OK) return;
  fprintf(stderr, "clock: %s\n", rr_error_text());
  exit(rr_status_exit_code(status));
}

static double now_ns(void)
{
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC_RAW, &now);
  return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static int compare(const void *a, const void *b)
{
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void read_params(rr_param *params, int count, char **texts)
{
  for (int i = 0; i < count; i++) {
    char *value = strchr(texts[i], '=');
    if (!value) check(rr_fail(RR_EUSAGE, "'%s' is not NAME=VALUE", texts[i]));
    *value = '\0';
    params[i] = (rr_param){texts[i], value + 1};
  }
}

int main(int argc, char **argv)
{
  static double samples[SAMPLES];
  rr_param params[RR_MAX_PARAMS + 1] = {{NULL, NULL}};
  if (argc < 3 || argc > 3 + RR_MAX_PARAMS) {
    fprintf(stderr, "usage: clock KERNEL SECONDS [NAME=VALUE...]\n");
    return 2;
  }
  read_params(params, argc - 3, argv + 3);
  rr_context *context = NULL;
  rr_matrix *in = NULL, *out = NULL;
  rr_run_options options = {.device = "cpu", .no_fallback = true};
  check(rr_context_open(&context, NULL));
  check(rr_matrix_random(&in, NULL));
  for (int i = 0; i < WARM_UP; i++) check(rr_run(context, argv[1], params, in, &out, &options, NULL));
  size_t count = 0;
  for (double end = now_ns() + atof(argv[2]) * 1e9; count < SAMPLES && now_ns() < end; count++) {
    double start = now_ns();
    check(rr_run(context, argv[1], params, in, &out, &options, NULL));
    samples[count] = now_ns() - start;
  }
  qsort(samples, count, sizeof *samples, compare);
  printf("%.0f\n", count ? samples[count / 2] : 0);
  rr_matrix_free(out);
  rr_matrix_free(in);
  rr_context_free(context);
  return 0;
}
