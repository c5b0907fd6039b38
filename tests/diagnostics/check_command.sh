#!/bin/bash
# `hyosan check` tells the same as the reader does: each line that a case expects, its number of problems, and status 2.
set -euo pipefail
[[ -n ${HYOSAN:-} && -x $HYOSAN ]] || exit 77
cd "$HYOSAN_SOURCE/tests/diagnostics/cases"
"$HYOSAN" check parts/strain.yaml >/dev/null 2>&1 || { echo "this build has no working 'hyosan check'"; exit 77; }
failed_count=0
for file in *.yaml; do
    name=${file%.yaml}
    [[ -e $name.set ]] && continue
    status=0
    told=$("$HYOSAN" check "$file" 2>&1) || status=$?
    missing=$(grep -vxFf <(printf '%s\n' "$told") <(sed '$d' "$name.txt") || true)
    if [[ $status -ne 2 || -n $missing ]]; then
        printf '%s: status %s, expected 2; not told:\n%s\n' "$file" "$status" "$missing"
        failed_count=$((failed_count + 1))
    fi
done
[[ $failed_count -eq 0 ]]
