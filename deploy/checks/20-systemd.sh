#!/usr/bin/env bash
# The systemd unit: understood completely, and exposed to at most 2.0 of 10.
# Exit codes: 0 passed, 1 failed, 77 left out.
set -euo pipefail
cd "$(dirname "$0")/../.."

unit=deploy/systemd/imagine-bot.service
most_exposure=20 # tenths

if ! command -v systemd-analyze >/dev/null; then
  echo "systemd-analyze isn't here"
  exit 77
fi

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

# systemd wants the program to exist, and here it isn't installed
sed 's|^ExecStart=[^ ]*|ExecStart=/bin/true|' "$unit" >"$place/imagine-bot.service"
systemd-analyze verify --man=no "$place/imagine-bot.service" 2>"$place/complaints"
if [ -s "$place/complaints" ]; then
  cat "$place/complaints"
  exit 1
fi
echo "systemd-analyze verify: nothing to complain about"

systemd-analyze security --offline=true --no-pager --threshold="$most_exposure" \
  "$place/imagine-bot.service" | tail -n 1
