# SPDX-License-Identifier: MIT
# The kernels of data/kernels give what was worked out by Python from the formulas, on the CPU and, where there is one,
# on an OpenCL device.
kernels=$(dirname "$case")/../../data/kernels
ROWRUN_CACHE_DIR=$ROWRUN_BUILD/test-cache/rowrun
export ROWRUN_CACHE_DIR
LSAN_OPTIONS=print_suppressions=0 # of drivers
export LSAN_OPTIONS
OCL_ICD_VENDORS=pocl.icd
export OCL_ICD_VENDORS
printf '%s\n' a,b,c,d 51.5074,-0.1278,48.8566,2.3522 0,0,0,180 0,0,90,0 0,0,0,-90 > places.csv
printf '%s\n' 1,3,9 2,4,8 5,0,7 -1,2,3 > growth.csv
printf '%s\n' 1,2,3 1000,1000,-1000 > scores.csv
check() {
  ok map --kernel "$kernels/haversine.cl" places.csv --round 6 "$@"
  out_is distance,course 343.556535,148.115617 20015.114442,90.0 10007.557221,0.0 10007.557221,270.0
  ok map --kernel "$kernels/haversine.cl" --param radius=1 places.csv --round 6 "$@"
  out_has 3.141593,90.0
  ok map --kernel "$kernels/geometric_mean.cl" growth.csv --round 9 "$@"
  out_is 3.0 4.0 0.0 nan
  ok map --kernel "$kernels/geometric_mean.cl" --per col growth.csv --round 9 "$@"
  out_is nan,0.0,6.235739266
  ok map --kernel "$kernels/softmax.cl" scores.csv --round 9 "$@"
  out_is 0.090030573,0.244728471,0.665240956 0.5,0.5,0.0
  ok map --kernel "$kernels/softmax.cl" --param temperature=2 scores.csv --round 9 "$@"
  out_has 0.186323723,0.307195886,0.506480391
}
check --device cpu
run count --min 1 --max 2 growth.csv --device opencl --no-fallback
[ "$code" -eq 4 ] && skip 'no OpenCL device; the CPU was tested'
check --device opencl --no-fallback
