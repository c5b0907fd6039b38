#!/bin/bash
# The committed reference of the scenario language is what its tables say. Write it anew with tools/write-reference.
set -euo pipefail
reference=$HYOSAN_BUILD/hyosan-reference
[[ -x $reference ]] || { echo "there is no $reference"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$HYOSAN_SOURCE/tools/write-reference" "$HYOSAN_BUILD" "$folder"
status=0
for name in scenario.md scenario.schema.json; do
    if ! diff -u "$HYOSAN_SOURCE/docs/formats/$name" "$folder/$name"; then
        echo "docs/formats/$name is out of date: run tools/write-reference"
        status=1
    fi
done
if command -v python3 >/dev/null; then
    python3 -c 'import json, sys; json.load(open(sys.argv[1]))' "$folder/scenario.schema.json"
fi
exit $status
