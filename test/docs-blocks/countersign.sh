#!/usr/bin/env bash
# `countersign` as it stands in a shell of somebody who has installed it. A mock is left serving once it has said where,
# as it would be in a terminal of its own, until another one is started.
# MAIN: the built command. PIDS: a file for what was started. PORT: the one to serve on where none is named.
set -u
if [[ "${1:-}" != mock || "$*" == *"--fault list"* || "$*" == *--help* ]]; then exec "$NODE" "$MAIN" "$@"; fi
if [[ -s "$PIDS" ]]; then kill -- "-$(tail -n 1 "$PIDS")" 2>/dev/null || true; fi
log="$PIDS.log"
port=(--port "$PORT")
if [[ "$*" == *--port* ]]; then port=(); fi
: >"$log"
setsid "$NODE" "$MAIN" "$@" "${port[@]}" </dev/null >"$log" 2>&1 &
pid=$!
echo "$pid" >>"$PIDS"
for _ in $(seq 300); do
  if grep -q '/__countersign/' "$log"; then
    # With --verify the report follows.
    if [[ "$*" != *--verify* ]] || grep -q '^passed ' "$log"; then
      sleep 0.1
      cat "$log"
      exit 0
    fi
  fi
  if ! kill -0 "$pid" 2>/dev/null; then
    cat "$log"
    exit 2
  fi
  sleep 0.1
done
cat "$log"
exit 1
