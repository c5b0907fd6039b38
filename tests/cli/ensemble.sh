# Ensembles on the command line: what is printed and kept, and what no kill, full disk or second process takes away.
source "$HYOSAN_SOURCE/tests/cli/transcript.bash"

sql() { sqlite3 "$1" "$2"; }
# everything that is a result: all tables but for measured seconds
results() { sqlite3 "$1" "UPDATE runs SET wall_s = 0" && sqlite3 "$1" .dump; }

# ---- the summary, and the file as an independent reader sees it

expect 0 ensemble "$two_rooms" --runs 12 --out a.hyo --threads 1
is_silent err
says out 'Who survives'
says out '12 runs, seeds from 1'
says out 'outbreak ends by itself'
[[ $(sql a.hyo 'PRAGMA integrity_check') == ok ]]
[[ $(sql a.hyo "SELECT count(*), min(seed), max(seed), group_concat(DISTINCT status) FROM runs") == '12|1|12|done' ]]
[[ $(sql a.hyo 'SELECT DISTINCT n FROM (SELECT sum(human + incubating + zombie + halfbie + dead + escaped) AS n
                                        FROM run_totals GROUP BY run, sample)') == 12 ]]
[[ $(sql a.hyo 'SELECT count(*) FROM outcomes') == 24 ]]
[[ $(sql a.hyo "SELECT value FROM meta WHERE key = 'is_complete'") == 1 ]]
hash=$(sql a.hyo 'SELECT state_hash FROM runs WHERE seed = 7')
cp out a.txt
expect 0 run "$two_rooms" --seed 7
says out "state $hash"

# ---- any number of threads and any order: the same bits

expect 0 ensemble "$two_rooms" --runs 12 --out b.hyo --threads 4
cmp out a.txt || fail 'another number of threads gave another summary'
cmp <(results a.hyo) <(results b.hyo) || fail 'another number of threads gave another file'

# ---- JSON

expect 0 ensemble "$two_rooms" --runs 12 --json
is_silent err
value() { sqlite3 :memory: "SELECT json_extract(readfile('out'), '\$.$1')"; }
[[ $(value runs) == 12 && $(value people) == 12 && $(value failed) == 0 ]] || fail 'runs and people of the JSON'
[[ $(sqlite3 :memory: "SELECT total(json_extract(value, '$.mean')) BETWEEN 11.999 AND 12.001
     FROM json_each(readfile('out'), '$.outcome.students')") == 1 ]] || fail 'twelve students are not in one cell each'
[[ $(value 'outcome.students.human.low') != '' ]] || fail 'no interval'

# ---- enough runs

expect 0 ensemble "$two_rooms" --runs 400 --until-error 0.12 --outcome students --json
[[ $(value runs) -lt 400 && $(value runs) -ge 16 && $(value is_complete) == 1 ]] || fail 'it did not stop when it was precise enough'
expect 2 ensemble "$two_rooms" --runs 4 --until-error 0.1 --outcome nobody
says err "'nobody'"

# ---- wrong usage

expect 2 ensemble "$two_rooms"
says err '--runs N is needed'
expect 2 ensemble "$two_rooms" --runs 0
expect 2 ensemble "$two_rooms" --runs 3 --resume
says err '--resume needs --out'
expect 2 ensemble "$two_rooms" --runs 3 --out a.hyo
says err '--resume goes on with it'
expect 2 tell a.hyo
says err 'holds many runs'

# ---- going on, with what belongs together only

expect 0 ensemble "$two_rooms" --runs 20 --out a.hyo --resume
says out '20 runs'
expect 0 ensemble "$two_rooms" --runs 20 --out whole.hyo
cmp <(results a.hyo) <(results whole.hyo) || fail 'a file that was resumed differs from one made at once'
expect 2 ensemble "$two_rooms" --runs 20 --out a.hyo --resume --seed 9
says err '--seed was another'
expect 2 ensemble "$two_rooms" --runs 20 --out a.hyo --resume --set mind.freeze_chance=1
says err '--set have changed'
expect 2 ensemble "$two_rooms" --runs 20 --out a.hyo --resume --until 09:10
says err '--until was another'
expect 0 run "$two_rooms" --out one.hyo
expect 2 ensemble "$two_rooms" --runs 20 --out one.hyo --resume
says err 'one history'
cp a.hyo other.hyo
printf '\0\0\0\11' | dd of=other.hyo bs=1 seek=60 conv=notrunc status=none   # SQLite keeps user_version there
expect 2 ensemble "$two_rooms" --runs 20 --out other.hyo --resume
says err 'version 9'

# ---- killed at any moment: what was finished is there, and going on gives the same file

runs=${HYOSAN_KILL_RUNS:-60}
expect 0 ensemble "$two_rooms" --runs "$runs" --out undisturbed.hyo
results undisturbed.hyo >whole.txt
RANDOM=42
kills=0
for round in $(seq "${HYOSAN_KILLS:-25}"); do
    "$HYOSAN" ensemble "$two_rooms" --runs "$runs" --threads 2 --out killed.hyo --resume >/dev/null 2>&1 &
    process=$!
    sleep "0.$(printf %03d $((RANDOM % 150)))"
    if kill -KILL "$process" 2>/dev/null; then kills=$((kills + 1)); fi
    wait "$process" 2>/dev/null || true
    if [[ -e killed.hyo ]]; then
        [[ $(sql killed.hyo 'PRAGMA integrity_check') == ok ]] || fail "the file is damaged after kill $round"
        now=$(sql killed.hyo 'SELECT count(*) FROM runs')
        [[ $now -ge ${before:-0} ]] || fail "kill $round took finished runs away: $before, now $now"
        before=$now
    fi
done
[[ $kills -gt 0 ]] || fail 'nothing was killed'
echo "killed $kills times, $before of $runs runs then finished"
expect 0 ensemble "$two_rooms" --runs "$runs" --out killed.hyo --resume
results killed.hyo >killed.txt
cmp whole.txt killed.txt || fail 'after kills the results are others'
rm -f killed.hyo.*.new killed.hyo.*.new-journal

# ---- Ctrl-C

env --default-signal=INT "$HYOSAN" ensemble "$school" --runs 40 --until 11:50 --out stopped.hyo >out 2>err &
process=$!
has_runs() { [[ -e $1 && $(sqlite3 -readonly "$1" 'SELECT count(*) > 0 FROM runs' 2>/dev/null) == 1 ]]; }
wait_for 100 has_runs stopped.hyo
kill -INT "$process"
status=0
wait "$process" || status=$?
[[ $status -eq 130 ]] || fail "SIGINT gave $status instead of 130"
says err 'interrupted'
says err '--resume goes on'
says out 'stopped before all were done'
[[ $(sql stopped.hyo "SELECT value FROM meta WHERE key = 'is_complete'") == 0 ]]

# ---- two processes on one file

"$HYOSAN" ensemble "$school" --runs 40 --until 11:50 --out stopped.hyo --resume >out 2>err &
process=$!
sleep 1
expect 1 ensemble "$school" --runs 40 --until 11:50 --out stopped.hyo --resume
says err 'is being written by another process'
kill -TERM "$process"
wait "$process" || true

# ---- a full disk and places that cannot be written

expect 0 ensemble "$two_rooms" --runs 1 --out begin.hyo
limit=$(($(stat -c %s begin.hyo) / 1024 + 40))
status=0
(ulimit -f "$limit" && exec "$HYOSAN" ensemble "$two_rooms" --runs 200 --out full.hyo >/dev/null 2>err) || status=$?
[[ $status -eq 1 ]] || fail "a limit on the size of files gave $status instead of 1"
says err 'a limit on the size of files'
[[ $(sql full.hyo 'PRAGMA integrity_check') == ok && $(sql full.hyo 'SELECT count(*) > 0 FROM runs') == 1 ]] ||
    fail 'what was stored before the limit cannot be read'
expect 0 ensemble "$two_rooms" --runs "$runs" --out full.hyo --resume
cmp whole.txt <(results full.hyo) || fail 'after a full disk the results are others'
expect 2 ensemble "$two_rooms" --runs 2 --out nowhere/e.hyo
says err 'nowhere/e.hyo cannot be written'
if [[ $(id -u) -ne 0 ]]; then
    mkdir locked
    chmod a-w locked
    expect 2 ensemble "$two_rooms" --runs 2 --out locked/e.hyo
    says err 'locked/e.hyo cannot be written'
    chmod a-w begin.hyo
    expect 2 ensemble "$two_rooms" --runs 3 --out begin.hyo --resume
    says err 'cannot be written'
fi
