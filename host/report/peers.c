// SPDX-License-Identifier: MIT
#include "report/peers.h"

#include "report/runner.h"

rr_status rr__peers_start(rr__peers **out, const rr_bench_options *options, size_t threads)
{
  (void)options, (void)threads;
  *out = NULL;
  return RR_OK;
}

void rr__peers_end(rr__peers *peers)
{
  (void)peers;
}

rr_status rr__peers_add_cases(rr_record *record, rr__peers *peers, const rr__work *work)
{
  (void)record, (void)peers, (void)work;
  return RR_OK;
}

json_t *rr__peers_versions(const rr__peers *peers)
{
  (void)peers;
  return json_object();
}

rr_status rr__runner_open_peer(rr__runner *out, rr__case *of, rr__bench_data *data,
                               const rr__runner_surroundings *around)
{
  (void)out, (void)data, (void)around;
  of->outcome = RR_OUTCOME_UNABLE;
  return RR_OK;
}
