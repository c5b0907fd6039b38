#!/bin/bash
# `hyosan view`: what it prints, what its server gives out and to whom, and that it ends when it is told to.
source "$HYOSAN_SOURCE/tests/cli/transcript.bash"
[[ -f $HYOSAN_SOURCE/viewer/dist/hyosan.html ]] || { echo "no page: make viewer builds it"; exit 77; }
command -v node >/dev/null || exit 77

expect 0 view --help
says out 'usage: hyosan view'
expect 2 view
says err "Try 'hyosan view --help'"
expect 2 view "$two_rooms" --port 70000
says err '--port needs a whole number'
expect 2 view nowhere.yaml
says err 'nowhere.yaml'

"$HYOSAN" view "$two_rooms" --no-browser >address 2>served </dev/null &
server=$!
trap 'kill -9 $server 2>/dev/null || true; rm -rf "$folder"' EXIT
wait_for 20 test -s address
node "$HYOSAN_SOURCE/tests/viewer/server.mjs" "$(cat address)" "$HYOSAN_SOURCE/plans/two-rooms.yaml"

port=$(sed -E 's#.*:([0-9]+)/.*#\1#' address)
expect 2 view "$two_rooms" --no-browser --port "$port"
says err "port $port cannot be listened on"

kill -TERM "$server"
status=0
wait "$server" || status=$?
[[ $status -eq 0 ]] || fail "view ended with $status"
[[ ! -s served ]] || fail "the server complains: $(head -c 500 served)"
