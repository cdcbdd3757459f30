// SPDX-License-Identifier: MIT
// Our own devices: what SPECs, statistics and records call them, and what people read.
#ifndef ROWRUN_CORE_DEVICE_ID_H
#define ROWRUN_CORE_DEVICE_ID_H

#define RR_CPU_ID      "cpu"
#define RR_SERIAL_ID   "serial"
#define RR_CPU_NAME    "CPU thread pool"
#define RR_SERIAL_NAME "naive reference"

#endif
