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
if python3 -c 'import jsonschema, yaml' 2>/dev/null; then
    python3 - "$folder/scenario.schema.json" "$HYOSAN_SOURCE"/{scenarios,scenarios/questions,plans,strains}/*.yaml <<'EOF' || status=1
import json, sys, jsonschema, yaml
schema = json.load(open(sys.argv[1]))
jsonschema.Draft202012Validator.check_schema(schema)
for name in sys.argv[2:]:
    jsonschema.validate(yaml.safe_load(open(name)), schema, jsonschema.Draft202012Validator)
EOF
fi
exit $status
