# Sourced by checks: programs from PyPI, each in an environment of its own that is deleted afterwards.
# shellcheck shell=bash

# A folder for this check alone.
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

# install_tool PACKAGE==VERSION: puts its programs into $place/tools/bin; ends the check as left out
# where PyPI can't be reached.
install_tool() {
  if ! { [ -d "$place/tools" ] || python3 -m venv "$place/tools"; } ||
    ! "$place/tools/bin/pip" install -q --disable-pip-version-check "$1" 2>"$place/pip.log"; then
    tail -n 3 "$place/pip.log" 2>/dev/null || true
    echo "$1 can't be installed from PyPI here"
    exit 77
  fi
}
