# SPDX-License-Identifier: MIT
# Sourced by tests/run.sh, data/demo.sh and data/report.sh: has the packages that they need, installed where that can
# be done, and builds what users run.
# ROWRUN_OPENCL=off in the environment leaves out everything of OpenCL.

rowrun_opencl() { [ "$(printf %s "${ROWRUN_OPENCL:-on}" | tr '[:upper:]' '[:lower:]')" != off ]; }

say() { printf '%s\n' "rowrun: $*" >&2; }

# Runs a command as root: directly, or through sudo.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo > /dev/null; then
    sudo "$@"
  else
    say "these packages need root; hint: install them as root, then run this again"
    return 1
  fi
}

# need_packages PACKAGE...: installs those that are missing (Debian and its kin), or says what to install.
need_packages() {
  if ! command -v dpkg-query > /dev/null || ! command -v apt-get > /dev/null; then
    say "this is no Debian; make sure that your system has what these Debian packages hold: $*"
    return 0
  fi
  missing=
  for package; do
    case $(dpkg-query -W -f '${Status}' "$package" 2> /dev/null) in
    'install ok installed') ;;
    *) missing="$missing $package" ;;
    esac
  done
  [ -n "$missing" ] || return 0
  say "installing:$missing"
  # shellcheck disable=SC2086
  if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing > /dev/null 2>&1; then
    as_root apt-get update -qq
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing > /dev/null
  fi
}

build_packages() {
  echo gcc libc6-dev make cmake pkg-config libjansson-dev libopenblas-dev
  ! rowrun_opencl || echo ocl-icd-opencl-dev opencl-headers pocl-opencl-icd libclblast-dev
}

# What reports draw with.
report_packages() { echo gnuplot-nox; }

# What rowrun is compared with. Polars and CuPy are no Debian packages: pip has them.
peer_packages() {
  echo python3-numpy python3-pandas python3-numba python3-numexpr python3-joblib
  ! rowrun_opencl || echo python3-pyopencl
}

opencl_option() { if rowrun_opencl; then echo -DROWRUN_OPENCL=AUTO; else echo -DROWRUN_OPENCL=OFF; fi; }

# build_for_users FOLDER: everything that users run.
build_for_users() {
  say "building into $1 (the first time takes a minute)"
  # The tests need more packages: they are left out unless this tree is already set up for them.
  tests_option=
  [ -e "$1/CMakeCache.txt" ] || tests_option=-DROWRUN_TESTS=OFF
  # shellcheck disable=SC2086
  cmake -S . -B "$1" -DCMAKE_BUILD_TYPE=Release "$(opencl_option)" $tests_option > /dev/null
  cmake --build "$1" -j "$(nproc 2> /dev/null || echo 2)" --target rowrun_all > "$1.log" 2>&1 || {
    tail -n 50 "$1.log"
    return 1
  }
  mv "$1.log" "$1/build.log"
}
