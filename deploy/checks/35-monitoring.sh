#!/usr/bin/env bash
# Prometheus' configuration and rules, by its own promtool: syntax, and when each alert fires.
# Exit codes: 0 passed, 1 failed, 77 left out.
set -euo pipefail
cd "$(dirname "$0")/../.."

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

promtool=$(command -v promtool || true)
if [ -z "$promtool" ] && command -v apt-get >/dev/null; then
  # unpacked instead of installed, which would also start a Prometheus
  (cd "$place" && apt-get download -qq prometheus && dpkg -x prometheus_*.deb .) \
    >/dev/null 2>&1 || true
  promtool=$(ls "$place"/usr/bin/promtool 2>/dev/null || true)
fi
if [ -z "$promtool" ]; then
  echo "promtool isn't here; it is in Debian's package prometheus"
  exit 77
fi

cd deploy/monitoring
"$promtool" check config prometheus.yml
"$promtool" check rules rules.yml
"$promtool" test rules rules.test.yml

# promtool reads rules only, so the dashboard's queries become rules
python3 - dashboard.json >"$place/dashboard.yml" <<'PY'
import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    panels = json.load(file)["panels"]
queries = [target["expr"] for panel in panels for target in panel.get("targets", ())]
values = {"$__rate_interval": "2m", "$instance": ".*"}
for name, value in values.items():
    queries = [query.replace(name, value) for query in queries]
rules = [{"record": f"query{number}", "expr": query} for number, query in enumerate(queries)]
print(json.dumps({"groups": [{"name": "dashboard", "rules": rules}]}))
PY
"$promtool" check rules "$place/dashboard.yml" >"$place/report" || {
  cat "$place/report"
  exit 1
}
echo "dashboard.json: Prometheus understands all $(grep -o '"record"' "$place/dashboard.yml" | wc -l) queries"
echo "dashboard.json and rules.yml are compared with the bot's metrics by the test suite"
