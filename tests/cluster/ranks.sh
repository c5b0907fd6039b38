# Eight processes under mpirun: the same result to the bit as one, and nothing finished is lost to a kill.
[[ ${HYOSAN_MPI:-} == ON ]] || exit 77
source "$HYOSAN_SOURCE/tests/cli/transcript.bash"
command -v mpirun >/dev/null || exit 77

# where the tests run as root, Open MPI wants to hear twice that this is meant
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
bitten=$HYOSAN_SOURCE/tests/study/bitten/bitten.yaml
results() { sqlite3 "$1" "UPDATE runs SET wall_s = 0" && sqlite3 "$1" .dump; }

# spread RANKS STATUS ARGUMENT...: as expect, by so many processes
spread() {
    local count=$1 wanted=$2 status=0
    shift 2
    mpirun --oversubscribe -n "$count" "$HYOSAN" "$@" >out 2>err </dev/null || status=$?
    [[ $status -eq $wanted ]] || fail "mpirun -n $count hyosan $* gave $status instead of $wanted"
}

# ---- the same result

expect 0 ensemble "$two_rooms" --runs 600 --out one.hyo
cp out one.txt
spread 8 0 ensemble "$two_rooms" --runs 600 --out eight.hyo
cmp out one.txt || fail 'eight processes print another result'
cmp <(results one.hyo) <(results eight.hyo) || fail 'eight processes write another file'
says err '8 ranks, idle'
cat err # on a full machine this is no measurement; docs/cluster.md has some
spread 3 0 ensemble "$two_rooms" --runs 600 --threads 2
cmp out one.txt || fail 'three processes of two threads print another result'

expect 0 ensemble "$two_rooms" --runs 300 --until-error 0.08
cp out one.txt
spread 8 0 ensemble "$two_rooms" --runs 300 --until-error 0.08
cmp out one.txt || fail 'eight processes find another number of runs enough'

expect 0 compare "$two_rooms" --what mind.freeze_chance=1 --runs 12 --json
cp out one.txt
spread 8 0 compare "$two_rooms" --what mind.freeze_chance=1 --runs 12 --json
cmp out one.txt || fail 'eight processes compare otherwise'

cat >sweep.yaml <<YAML
study: bitten
scenario: $bitten
design: sobol
points: 32
outcomes: [infected]
parameters:
  - {path: "strain.exposures[bite].infects", low: 0.05, high: 0.95}
YAML
sed -e 's/sobol/abc_smc/' -e '/points/d' sweep.yaml >fit.yaml
cat >>fit.yaml <<'YAML'
particles: 60
generations: 4
targets: [{outcome: infected, value: 31, scale: 4}]
YAML
for command in sweep fit; do
    expect 0 $command $command.yaml --out $command-one.hyo
    cp out one.txt
    spread 8 0 $command $command.yaml --out $command-eight.hyo
    cmp out one.txt || fail "$command: eight processes print another result"
    cmp <(results $command-one.hyo) <(results $command-eight.hyo) || fail "$command: eight processes write another file"
done

# ---- a process is killed: what was finished is in the file, and --resume completes it

for rank in 3 0; do
    mpirun --oversubscribe -n 8 "$HYOSAN" ensemble "$two_rooms" --runs 600 --out killed.hyo --resume >/dev/null 2>err &
    starter=$!
    before=$([[ -e killed.hyo ]] && sqlite3 -readonly killed.hyo 'SELECT count(*) FROM runs' || echo 0)
    has_more_runs() {
        [[ -e killed.hyo && $(sqlite3 -readonly killed.hyo "SELECT count(*) > $before + 10 FROM runs" 2>/dev/null) == 1 ]]
    }
    wait_for 100 has_more_runs
    for process in $(pgrep -P "$starter" -f killed.hyo); do
        if tr '\0' '\n' <"/proc/$process/environ" | grep -qx "OMPI_COMM_WORLD_RANK=$rank"; then
            kill -KILL "$process"
        fi
    done
    if wait "$starter"; then fail "nobody noticed that rank $rank was killed"; fi
    [[ $(sqlite3 killed.hyo 'PRAGMA integrity_check') == ok ]] || fail "the file is damaged after rank $rank was killed"
    [[ $(sqlite3 killed.hyo 'SELECT count(*) FROM runs') -gt $before ]] || fail 'finished runs are gone'
done
left=$((600 - $(sqlite3 killed.hyo 'SELECT count(*) FROM runs')))
spread 8 0 ensemble "$two_rooms" --runs 600 --out killed.hyo --resume
cmp <(results one.hyo) <(results killed.hyo) || fail 'after kills the file is another'
echo "after two kills $left of 600 runs were left to do"

# ---- what is wrong is told once, by the first

spread 4 2 ensemble nowhere.yaml --runs 4
[[ $(grep -c 'there is no such file' err) == 1 ]] || fail 'a missing file is not told once'
spread 4 2 ensemble "$two_rooms"
[[ $(grep -c -- '--runs N is needed' err) == 1 ]] || fail 'wrong usage is not told once'
spread 4 2 ensemble "$two_rooms" --runs 4 --out one.hyo
says err '--resume goes on with it'
spread 4 2 ensemble "$two_rooms" --runs 4 --until-error 0.1 --outcome nobody
says err "'nobody'"

# ---- a machine that has no scenario, or another one

for other in nowhere.yaml "$bitten"; do
    status=0
    mpirun --oversubscribe -n 1 "$HYOSAN" ensemble "$two_rooms" --runs 4 : -n 2 "$HYOSAN" ensemble "$other" --runs 4 \
        >out 2>err </dev/null || status=$?
    [[ $status -eq 2 ]] || fail "processes with $other gave $status instead of 2"
    says err 'another rank has no scenario, or another one'
done
