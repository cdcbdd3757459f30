// SPDX-License-Identifier: MIT
// The plug-in's one symbol: the OpenCL backend as the library sees it.
#include "backend/opencl/plugin.h"

#include "backend/opencl/bandwidth.h"
#include "backend/opencl/copy.h"
#include "backend/opencl/device.h"
#include "backend/opencl/pairs.h"
#include "backend/opencl/product.h"
#include "backend/opencl/tile.h"

RR_API const rr__opencl_plugin *rr_opencl_plugin(void);

const rr__opencl_plugin *rr_opencl_plugin(void)
{
  static const rr__opencl_plugin plugin = {
      .version = RR_PLUGIN_VERSION,
      .backend = {.name = "opencl",
                  .prepare = rr__ocl_prepare,
                  .run = rr__ocl_run,
                  .run_pairs = rr__ocl_run_pairs,
                  .upload = rr__ocl_upload,
                  .release = rr__ocl_release,
                  .limits = rr__ocl_limits,
                  .close = rr__ocl_close},
      .open = rr__ocl_open,
      .list = rr__ocl_list,
      .bandwidth = &rr__ocl_bandwidth,
#ifdef ROWRUN_WITH_CLBLAST
      .linear = &rr__ocl_linear,
#endif
  };
  return &plugin;
}
