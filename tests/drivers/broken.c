// SPDX-License-Identifier: MIT
// A library in the place of an OpenCL driver that has nothing of one.
extern int rowrun_is_no_driver;
__attribute__((visibility("default"))) int rowrun_is_no_driver = 1;
