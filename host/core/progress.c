// SPDX-License-Identifier: MIT
// The clock is read at each call: callers cut their work so that there are few.
#include "core/progress.h"

#include "core/clock.h"

#define INTERVAL_NS UINT64_C(100000000)

static void tell(rr__meter *meter)
{
  meter->hook.tell(meter->done, meter->total, meter->hook.user);
  meter->next_ns = rr__now_ns() + INTERVAL_NS;
}

void rr__meter_start(rr__meter *out, const rr_progress *hook, size_t total)
{
  *out = (rr__meter){.hook = *hook, .total = total};
  if (hook->tell) tell(out);
}

void rr__meter_set(rr__meter *meter, size_t done)
{
  meter->done = done;
  if (meter->hook.tell && done < meter->total && rr__now_ns() >= meter->next_ns) tell(meter);
}

void rr__meter_end(rr__meter *meter)
{
  meter->done = meter->total;
  if (meter->hook.tell) tell(meter);
}
