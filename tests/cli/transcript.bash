# What the tests of the commands share: running one, and saying what it should have done.
set -euo pipefail
[[ -n ${HYOSAN:-} && -x $HYOSAN ]] || exit 77

folder=$(mktemp -d)
trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
two_rooms=$HYOSAN_SOURCE/scenarios/two-rooms.yaml
school=$HYOSAN_SOURCE/scenarios/hyosan-high.yaml
cd "$folder"

fail() {
    printf 'FAILED: %s\n--- stdout\n%s\n--- stderr\n%s\n' "$1" "$(head -c 2000 out)" "$(head -c 2000 err)" >&2
    exit 1
}

# expect STATUS ARGUMENT...: runs the command; its output is in the files out and err
expect() {
    local wanted=$1 status=0
    shift
    "$HYOSAN" "$@" >out 2>err </dev/null || status=$?
    [[ $status -eq $wanted ]] || fail "hyosan $* gave $status instead of $wanted"
}

# the last command said this, a fixed text, on that stream
says() {
    grep -qF -- "$2" "$1" || fail "'$2' is not on std$1"
}

is_silent() {
    [[ ! -s $1 ]] || fail "std$1 is not empty"
}

# wait_for SECONDS CONDITION...
wait_for() {
    local left=$(($1 * 20))
    shift
    until "$@"; do
        left=$((left - 1))
        [[ $left -gt 0 ]] || fail "waited in vain for: $*"
        sleep 0.05
    done
}
