#!/usr/bin/env bash
# The Kubernetes manifests: built by kustomize, and every document held against a schema.
# Exit codes: 0 passed, 1 failed, 77 left out.
set -euo pipefail
cd "$(dirname "$0")/../.."
. deploy/checks/tools.sh

manifests=deploy/kubernetes
operator=$manifests/monitoring
versions="1.31 1.34 1.37"

if ! command -v kubectl >/dev/null; then
  echo "kubectl isn't here"
  exit 77
fi
install_tool kubernetes-validate==1.37.0
install_tool check-jsonschema==0.39.0

kubectl kustomize "$manifests" >"$place/bot.yaml"
cp "$manifests/secret.yaml" "$place/secret.yaml"
for version in $versions; do
  # a kind that it doesn't know is only a warning for it, so every warning fails
  if ! "$place/tools/bin/kubernetes-validate" --strict -k "$version" \
    "$place/bot.yaml" "$place/secret.yaml" >"$place/report" 2>&1 ||
    grep -qv '^INFO .* passed for resource ' "$place/report"; then
    cat "$place/report"
    exit 1
  fi
  documents=$(cat "$place/bot.yaml" "$place/secret.yaml" | grep -c '^kind: ')
  passed=$(wc -l <"$place/report")
  if [ "$documents" != "$passed" ]; then
    echo "$passed of $documents documents were validated"
    exit 1
  fi
  echo "Kubernetes $version: all $documents documents are valid"
done

kubectl kustomize "$operator" >"$place/servicemonitor.yaml"
{
  cat "$operator/prometheusrule.head.yaml"
  sed 's/^/  /' deploy/monitoring/rules.yml
} >"$place/prometheusrule.yaml"
"$place/tools/bin/check-jsonschema" --schemafile deploy/schemas/prometheus-operator.json \
  "$place/servicemonitor.yaml" "$place/prometheusrule.yaml"
