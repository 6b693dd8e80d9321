#!/usr/bin/env bash
# The workflows of GitHub Actions, by their schema and for weak spots, and the scripts of deploy/.
# Exit codes: 0 passed, 1 failed, 77 left out.
set -euo pipefail
cd "$(dirname "$0")/../.."
. deploy/checks/tools.sh

install_tool check-jsonschema==0.39.0
"$place/tools/bin/check-jsonschema" --builtin-schema vendor.github-workflows .github/workflows/*.yml
install_tool zizmor==1.32.0
"$place/tools/bin/zizmor" --offline --no-progress --quiet --min-severity medium .github/workflows
echo "zizmor: no weak spots"

shellcheck=$(command -v shellcheck || true)
if [ -z "$shellcheck" ] && command -v apt-get >/dev/null; then
  (cd "$place" && apt-get download -qq shellcheck && dpkg -x shellcheck_*.deb .) \
    >/dev/null 2>&1 || true
  shellcheck=$(ls "$place"/usr/bin/shellcheck 2>/dev/null || true)
fi
if [ -z "$shellcheck" ]; then
  echo "shellcheck isn't here, so the scripts were left out"
else
  find deploy .ci -type f \( -name '*.sh' -o -perm -u+x \) -exec \
    "$shellcheck" --external-sources --severity=warning {} +
  echo "shellcheck: the scripts are fine"
fi
