#!/bin/bash
# The page in Debian's Chromium: as one file of a recorded history, and as the local server gives it out.
# KEEP=folder keeps pictures of what went wrong.
source "$HYOSAN_SOURCE/tests/cli/transcript.bash"
page=$HYOSAN_SOURCE/viewer/dist/hyosan.html
if [[ -n $HYOSAN_SANITIZE || $HYOSAN_CFLAGS == *--coverage* ]]; then
    echo "the page is the same for every build of the command"
    exit 77
fi
if [[ ! -f $page || ! -d $HYOSAN_SOURCE/viewer/node_modules ]] || ! command -v chromium node >/dev/null; then
    echo "no page or no browser: make viewer and tools/install-packages test bring them"
    exit 77
fi
pictures=${KEEP:-$folder}
mkdir -p "$pictures"

expect 0 run "$two_rooms" --out rooms.hyo --quiet
expect 0 ensemble "$two_rooms" --runs 12 --out many.hyo --quiet
expect 0 tell rooms.hyo --json
cp out told.json
expect 0 export rooms.hyo --format html -o rooms.html
expect 2 export rooms.hyo --format html -o rooms.html
says err '--force replaces it'
expect 0 export rooms.hyo --format html -o rooms.html --force
is_silent out
expect 0 export rooms.hyo --study many.hyo --format html -o among.html
expect 0 export many.hyo --format html -o many.html
expect 2 export "$HYOSAN_SOURCE/scenarios/hyosan-high.yaml" --study many.hyo --format html -o no.html
says err 'another building'
size=$(gzip -9 -c "$page" | wc -c)
[[ $size -lt 300000 ]] || fail "the page has $size bytes when compressed"
[[ $(grep -c -E '(src|href)="https?:' rooms.html) -eq 0 ]] || fail "the page loads something from elsewhere"

"$HYOSAN" view "$two_rooms" --no-browser >address 2>err </dev/null &
server=$!
trap 'kill $server 2>/dev/null || true; rm -rf "$folder"' EXIT
wait_for 20 test -s address
HOME=$folder node "$HYOSAN_SOURCE/tests/viewer/page.mjs" "$HYOSAN_SOURCE/viewer/node_modules" "$folder/rooms.html" \
    "$(cat address)" "$HYOSAN_SOURCE/plans/two-rooms.yaml" "$pictures" "$HYOSAN" "$two_rooms" "$folder"
