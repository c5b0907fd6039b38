#!/bin/bash
# The engine of the page, as WebAssembly under node, gives the bits of the native one: at every minute of the whole day of
# the school, and of other worlds.
set -euo pipefail
engine=$HYOSAN_SOURCE/build/wasm/hyosan.wasm
if [[ -n $HYOSAN_SANITIZE || $HYOSAN_CFLAGS == *--coverage* ]]; then
    echo "only for release builds: a day is long"
    exit 77
fi
if [[ ! -f $engine ]]; then
    echo "no engine: make viewer builds it"
    exit 77
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

compare() {
    local scenario=$HYOSAN_SOURCE/scenarios/$1.yaml minutes=$2
    "$HYOSAN_BUILD/tests/golden_hashes" "$scenario" "$minutes" >"$folder/native.txt" &
    "$HYOSAN" export "$scenario" --format world -o "$folder/$1.world"
    node "$HYOSAN_SOURCE/tests/viewer/engine.mjs" "$engine" "$folder/$1.world" "$minutes" >"$folder/page.txt"
    wait $!
    diff "$folder/native.txt" "$folder/page.txt"
    echo "same: $1, $(wc -l <"$folder/page.txt") minutes"
}

compare two-rooms 0
compare evacuation 5
compare hyosan-high 0
