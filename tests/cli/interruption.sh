# Ctrl-C keeps what was finished; a killed process leaves a file that can be read up to its last minute.
source "$HYOSAN_SOURCE/tests/cli/transcript.bash"

# starts a long run in the background, until it has stored some minutes
start_run() {
    "$HYOSAN" run "$school" --out "$1" >out 2>err &
    process=$!
    wait_for 100 has_minutes "$1"
}
has_minutes() {
    [[ -e $1 && $(sqlite3 -readonly "$1" "SELECT value >= 1200 FROM meta WHERE key = 'last_tick'" 2>/dev/null) == 1 ]]
}
is_incomplete() {
    [[ $(sqlite3 "$1" "PRAGMA integrity_check; SELECT value FROM meta WHERE key = 'is_complete'") == $'ok\n0' ]]
}

# ---- asked to stop

for signal in TERM INT; do
    # a background job of a script ignores SIGINT: env takes that back
    if [[ $signal == INT ]]; then
        env --default-signal=INT "$HYOSAN" run "$school" --out INT.hyo >out 2>err &
        process=$!
        wait_for 100 has_minutes INT.hyo
    else
        start_run TERM.hyo
    fi
    kill -"$signal" "$process"
    status=0
    wait "$process" || status=$?
    [[ $status -eq 130 ]] || fail "SIG$signal gave $status instead of 130"
    says err 'interrupted'
    says out 'Who survives'
    says out 'stopped before its end'
    is_incomplete "$signal.hyo" || fail "the file of SIG$signal is not marked as incomplete"
    [[ ! -e $signal.hyo-journal ]] || fail 'a journal is left over'
done
expect 0 tell TERM.hyo
says out 'The run was stopped before its end.'

# ---- killed

start_run KILL.hyo
kill -KILL "$process"
wait "$process" 2>/dev/null || true
is_incomplete KILL.hyo || fail 'the file of a killed run is not marked as incomplete'
last_tick=$(sqlite3 KILL.hyo "SELECT value FROM meta WHERE key = 'last_tick'")
[[ $((last_tick % 600)) -eq 0 && $last_tick -gt 0 ]] || fail "the last tick is $last_tick, no whole minute"
expect 0 tell KILL.hyo
says out 'The run was stopped before its end.'
expect 0 plot KILL.hyo -o pictures
expect 0 run "$two_rooms" --out KILL.hyo --force
expect 0 tell KILL.hyo
if compgen -G '*.new*' >/dev/null; then fail 'a draft is left over'; fi
