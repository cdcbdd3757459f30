// SPDX-License-Identifier: MIT
// Products on a device, by CLBlast.
#ifndef ROWRUN_BACKEND_OPENCL_PRODUCT_H
#define ROWRUN_BACKEND_OPENCL_PRODUCT_H

#include "backend/opencl/plugin.h"

extern const rr__opencl_linear rr__ocl_linear;

// What CLBlast keeps for contexts, so that a device that is closed leaves nothing behind.
void rr__ocl_product_forget(void);

#endif
