#!/usr/bin/env bash
# Builds the image and runs it: its size, its commands as its own user on a read-only root, and the
# whole bot on a loopback Discord.
#
# The base is the Dockerfile's own where its registry can be reached; otherwise mmdebstrap makes one
# from this machine's Debian packages. BASE_SUITE names another release of Debian for it, such as
# trixie, which has Python 3.13.
# Exit codes: 0 passed, 1 failed, 77 left out.
set -euo pipefail
cd "$(dirname "$0")/../.."
repository=$PWD

most_compressed_mb=250
pull_s=180
enter=$repository/deploy/enter-image.sh

leave_out() {
  echo "$1" >&2 # functions whose output is a value call it too
  exit 77
}

fail() {
  echo "$1"
  exit 1
}

install_package() { # PROGRAM
  if command -v "$1" >/dev/null; then return; fi
  if ! command -v apt-get >/dev/null; then leave_out "$1 isn't here"; fi
  apt-get update -qq >/dev/null 2>&1 || true
  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq \
    --no-install-recommends "$1" >/dev/null 2>&1 || leave_out "$1 isn't here and can't be installed"
}

if [ "$(id -u)" != 0 ]; then leave_out "needs root, for chroot and mounts"; fi
if ! unshare --mount --pid --fork true 2>/dev/null; then leave_out "namespaces are refused here"; fi
install_package buildah

work=$(mktemp -d)
images=(buildah --root "$work/storage" --runroot "$work/run")
running=
clean_up() {
  if [ -n "$running" ]; then kill "$running" 2>/dev/null || true; fi
  "${images[@]}" umount --all >/dev/null 2>&1 || true
  rm -rf --one-file-system "$work"
}
trap clean_up EXIT

# An overlay on an overlay is refused in some containers; copies always work.
if ! "${images[@]}" from --name probe scratch >/dev/null 2>&1 ||
  ! "${images[@]}" mount probe >/dev/null 2>&1; then
  rm -rf --one-file-system "$work/storage" "$work/run"
  images+=(--storage-driver vfs)
fi

make_base() { # prints the name of the image
  local suite mirror container
  # shellcheck source=/dev/null
  suite=${BASE_SUITE:-$(. /etc/os-release && echo "${VERSION_CODENAME:-}")}
  # shellcheck disable=SC2016 # apt replaces these names
  mirror=$(apt-get indextargets --format '$(REPO_URI)' "Created-By: Packages" "Origin: Debian" | head -n 1)
  if [ -z "$mirror" ]; then leave_out "no registry can be reached, and this isn't Debian"; fi
  mmdebstrap --quiet --mode=root --variant=minbase --components=main \
    --include=python3,python3-venv,ca-certificates,tzdata "$suite" "$work/base.tar" "$mirror" >&2 ||
    leave_out "neither a registry nor Debian's packages of $suite can be reached"
  container=$("${images[@]}" from scratch)
  "${images[@]}" add --quiet "$container" "$work/base.tar" / >/dev/null
  "${images[@]}" commit --quiet "$container" localhost/base >/dev/null
  "${images[@]}" rm "$container" >/dev/null
  rm "$work/base.tar"
  echo localhost/base
}

# What makes pip and uv of this machine find packages, without files that only exist here.
package_settings() {
  local name value
  while IFS='=' read -r name value; do
    case $value in /* | file:*) continue ;; esac
    printf '%s=%q\n' "$name" "$value"
  done < <(
    env | grep -E '^(PIP|UV)_[A-Z_]+=' || true
    index=$(python3 -m pip config get global.index-url 2>/dev/null) &&
      printf 'PIP_INDEX_URL=%s\nUV_DEFAULT_INDEX=%s\n' "$index" "$index"
  )
  printf '%s=/run/secrets/packages_ca\n' PIP_CERT SSL_CERT_FILE REQUESTS_CA_BUNDLE
}

build() { # TAG EXTRAS
  local ca=${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt} started=$SECONDS
  "${images[@]}" build --isolation chroot --format docker --build-arg "BASE_IMAGE=$base" \
    --build-arg "EXTRAS=$2" --secret "id=packages_env,src=$work/packages.env" \
    --secret "id=packages_ca,src=$ca" --tag "localhost/$1" . >"$work/build.log" 2>&1 || {
    tail -n 30 "$work/build.log"
    fail "the build failed"
  }
  echo "$1 was built in $((SECONDS - started)) s"
}

unpack() { # TAG: sets root, and the command `inside`
  local container
  container=$("${images[@]}" from "localhost/$1")
  root=$("${images[@]}" mount "$container")
  rm -rf "$work/data"
  install -d -m 700 -o 10001 -g 10001 "$work/data"
  inside=("$enter" "$root" "$work/config.json" "$work/data" "$work/secrets")
}

base=$(sed -n 's/^ARG BASE_IMAGE=//p' Dockerfile)
if [ -n "${BASE_SUITE:-}" ] || ! timeout "$pull_s" "${images[@]}" pull --quiet "$base" >/dev/null 2>&1; then
  install_package mmdebstrap
  echo "base: made of Debian's packages, in place of $base"
  base=$(make_base)
else
  echo "base: $base"
fi
install -d -m 700 "$work/secrets"
package_settings >"$work/packages.env"

build imagine-bot ""
"${images[@]}" inspect --type image localhost/imagine-bot | python3 -c '
import json, sys
print(json.dumps(json.load(sys.stdin)["Docker"]["config"]))' >"$work/config.json"
"${images[@]}" push --quiet localhost/imagine-bot "dir:$work/layers"
read -r compressed_mb program_mb < <(python3 -c '
import json, sys
sizes = [layer["size"] for layer in json.load(open(sys.argv[1]))["layers"]]
print(sum(sizes) // 10**6, sizes[-1] // 10**6)' "$work/layers/manifest.json")
echo "compressed: $compressed_mb MB of at most $most_compressed_mb MB; $program_mb MB without the base"
if [ "$compressed_mb" -gt "$most_compressed_mb" ]; then fail "the image is too large"; fi

unpack imagine-bot
echo "user: $("${inside[@]}" -- id)"
"${inside[@]}" -- python --version
"${inside[@]}" -- sh -c '
if touch /opt/imagine-bot/file 2>/dev/null; then echo "the root is writable"; exit 1; fi
touch /data/file /tmp/file && rm /data/file
for tool in gcc cc make uv git; do
  if command -v $tool; then echo "a build tool is in the image"; exit 1; fi
done
test -s /usr/share/doc/imagine-bot/LICENSE && test -s /usr/share/doc/imagine-bot/NOTICE
find /opt/imagine-bot -path "*/imagine_bot-*/licenses/NOTICE" | grep -q .'
echo "read-only except /data and /tmp; no build tools; LICENSE and NOTICE are in the image"
"${inside[@]}" -- imagine-bot --help >"$work/help"
grep -q 'Usage: imagine-bot' "$work/help"
echo "imagine-bot --help works"

printf '%s\n' "$(printf 'M%.0s' {1..24}).GGGGGG.$(printf 'x%.0s' {1..38})" >"$work/secrets/discord_token"
printf 'sk-or-v1-%064d\n' 0 >"$work/secrets/openrouter_api_key"
# 1 means warnings
"${inside[@]}" DISCORD_TOKEN_FILE=/run/secrets/discord_token \
  OPENROUTER_API_KEY_FILE=/run/secrets/openrouter_api_key -- imagine-bot doctor --offline ||
  [ $? = 1 ] || fail "doctor found errors"

if [ -x .venv/bin/python ]; then
  mkdir -p "$root/opt/testkit"
  cp -r testkit "$root/opt/testkit/"
  .venv/bin/python -m tools.run_container "$work/secrets" "${inside[@]}"
else
  echo "not checked: the bot on a loopback Discord, which needs the development environment"
fi

build imagine-bot-sandbox sandbox
unpack imagine-bot-sandbox
"${inside[@]}" -- imagine-bot sandbox --no-browser >"$work/sandbox.log" 2>&1 &
running=$!
for _ in $(seq 300); do
  if grep -q '^Sandbox:' "$work/sandbox.log" || ! kill -0 "$running" 2>/dev/null; then break; fi
  sleep 0.1
done
cat "$work/sandbox.log"
python3 -c '
import sys, urllib.request
with urllib.request.urlopen(sys.argv[1], timeout=10) as answer:
    page = answer.read()
assert b"<html" in page.lower(), page[:200]
print(f"the page of the sandbox has {len(page)} bytes")' \
  "$(awk '/^Sandbox:/ {print $NF}' "$work/sandbox.log")"
kill -TERM "$(cat "/proc/$running/task/$running/children")"
wait "$running"
running=
echo "SIGTERM ended the sandbox with exit code 0"
