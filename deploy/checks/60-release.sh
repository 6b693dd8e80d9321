#!/usr/bin/env bash
# What a release attaches: wheel, sdist and SBOM, each tried. Installs the wheel with `uv tool` and with
# pipx into folders of this check.
#   60-release.sh [FOLDER]   also copies the files to this folder
# Exit codes: 0 passed, 1 failed, 77 left out.
set -euo pipefail
cd "$(dirname "$0")/../.."
. deploy/checks/tools.sh

install_tool uv==0.13.9
install_tool pipx==1.18.4
install_tool cyclonedx-bom==7.5.0
bin=$place/tools/bin
dist=$place/dist

# the wheel is built from the sdist, so both have all that is needed
"$bin/uv" build -q --out-dir "$dist"
rm -f "$dist/.gitignore"
wheel=$(ls "$dist"/*.whl)
for name in LICENSE NOTICE; do
  python3 -m zipfile -l "$wheel" | grep "dist-info/licenses/$name " >/dev/null
  tar tzf "$dist"/*.tar.gz | grep "/$name\$" >/dev/null
done
echo "$(cd "$dist" && ls | paste -sd ' '): with LICENSE and NOTICE"

export UV_TOOL_DIR=$place/uv-tools UV_TOOL_BIN_DIR=$place/uv-bin
"$bin/uv" tool install -q --python "$(command -v python3)" "$wheel"
export PIPX_HOME=$place/pipx PIPX_BIN_DIR=$place/pipx-bin PIPX_MAN_DIR=$place/pipx-man
"$bin/pipx" install --quiet --python "$(command -v python3)" "$wheel" >/dev/null 2>"$place/pipx.log" || {
  cat "$place/pipx.log"
  exit 1
}
for folder in "$UV_TOOL_BIN_DIR" "$PIPX_BIN_DIR"; do
  (cd "$place" && "$folder/imagine-bot" --help) | grep "imagine-bot" >/dev/null
  (cd "$place" && DATA_DIR="$place/data" "$folder/imagine-bot" db upgrade) >/dev/null
done
echo "uv tool install, pipx install: imagine-bot starts and makes its database"

"$bin/cyclonedx-py" environment --pyproject pyproject.toml --mc-type application --validate \
  --output-reproducible --output-format JSON --output-file "$dist/sbom.cdx.json" \
  "$UV_TOOL_DIR/imagine-bot/bin/python" 2>"$place/sbom.log" || {
  cat "$place/sbom.log"
  exit 1
}
python3 - "$dist/sbom.cdx.json" <<'PY'
import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    bom = json.load(file)
names = {component["name"] for component in bom["components"]}
assert {"discord-py", "aiohttp", "pillow"} <= {name.replace(".", "-").lower() for name in names}, names
assert not {"pip", "uv", "pytest"} & names, names
print(f"SBOM: CycloneDX {bom['specVersion']} with {len(names)} packages")
PY

if [ $# -gt 0 ]; then
  mkdir -p "$1"
  cp "$dist"/* "$1"
fi
