#!/usr/bin/env bash
# Runs a command in an unpacked image as Docker would with compose.yaml: a read-only root with a
# tmpfs, the image's user without capabilities, its environment, and the command as process 1.
#
#   enter-image.sh ROOT CONFIG DATA SECRETS [NAME=VALUE...] -- COMMAND...
#
# ROOT is the unpacked image, CONFIG its configuration as JSON. DATA becomes /data, and each file in
# SECRETS one in /run/secrets. The network stays the machine's, as with `--network host`. Needs root.
set -euo pipefail

root=$(realpath "$1") config=$(realpath "$2") data=$(realpath "$3") secrets=$(realpath "$4")
shift 4
variables=()
while [ "$1" != -- ]; do
  variables+=("$1")
  shift
done
shift

if [ -z "${INSIDE_NAMESPACES:-}" ]; then
  export INSIDE_NAMESPACES=1
  # the inner script becomes process 1 of its own namespace, and then the command itself
  exec unshare --mount --pid --fork --kill-child --ipc --uts \
    "$0" "$root" "$config" "$data" "$secrets" "${variables[@]}" -- "$@"
fi

field() { python3 -c 'import json, sys
value = json.load(open(sys.argv[1]))[sys.argv[2]]
print("\n".join(value) if isinstance(value, list) else value)' "$config" "$1"; }

mount --bind "$root" "$root"
mkdir -p "$root/run/secrets"
mount -t proc proc "$root/proc"
mount -t tmpfs -o nosuid,mode=755 tmpfs "$root/dev"
for device in null zero full random urandom; do
  touch "$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
mkdir "$root/dev/shm"
mount -t tmpfs -o nosuid,nodev,noexec,size=64m,mode=1777 tmpfs "$root/dev/shm"
mount -t tmpfs -o nosuid,nodev,noexec,size=64m,mode=1777 tmpfs "$root/tmp"
mount --bind "$data" "$root/data"
mount -t tmpfs tmpfs "$root/run/secrets"
# one by one, as Docker does: the folder's own mode doesn't count
for secret in "$secrets"/*; do
  if [ -f "$secret" ]; then
    inside=$root/run/secrets/${secret##*/}
    touch "$inside"
    mount --bind "$secret" "$inside"
    mount -o remount,bind,ro "$inside"
  fi
done
if [ -f "$root/etc/resolv.conf" ]; then
  mount --bind "$(realpath /etc/resolv.conf)" "$root/etc/resolv.conf"
fi
mount -o remount,bind,ro "$root"

mapfile -t environment < <(field Env)
user=$(field User)
cd /
exec chroot "$root" /usr/bin/setpriv --reuid "${user%:*}" --regid "${user#*:}" --clear-groups \
  --bounding-set=-all --inh-caps=-all --no-new-privs \
  /usr/bin/env -i -C "$(field WorkingDir)" HOME=/data "${environment[@]}" "${variables[@]}" "$@"
