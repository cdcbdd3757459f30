// SPDX-License-Identifier: MIT
// Only in programs built with AddressSanitizer: memory that OpenCL drivers never release is not ours to
// report.
__attribute__((visibility("default"))) const char *__lsan_default_suppressions(void);

const char *__lsan_default_suppressions(void)
{
  return "leak:libpocl\nleak:libLLVM\nleak:libclang\nleak:libRusticlOpenCL\nleak:libMesaOpenCL\nleak:"
         "liboclgrind\n"
         "leak:libOpenCL.so\n";
}
