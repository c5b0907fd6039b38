# Sweeps on the command line: points, what the outcome depends on, and wrong studies.
source "$HYOSAN_SOURCE/tests/cli/transcript.bash"

study() {
    cat <<YAML
study: test
scenario: $two_rooms
design: $1
points: ${2:-6}
runs: ${3:-2}
until: "09:12"
outcomes: [all, Jun, infected]
parameters:
  - {path: mind.freeze_chance, name: freezing, low: 0, high: 1}
  - {path: fight.break_off, low: 0.1, high: 0.8, steps: 2}
YAML
}
value() { sqlite3 :memory: "SELECT json_extract(readfile('out'), '\$.$1')"; }

study saltelli >s.yaml
expect 0 sweep s.yaml --out s.hyo --threads 1
is_silent err
says out 'saltelli design, 24 points, 2 runs at each'
says out 'Survival of Jun'
says out 'freezing'
cp out one.txt
expect 0 sweep s.yaml --threads 3
cmp out one.txt || fail 'another number of threads gave another result'
[[ $(sqlite3 s.hyo 'SELECT count(*), count(DISTINCT variant), count(DISTINCT seed) FROM runs') == '48|24|2' ]] || fail 'runs'
[[ $(sqlite3 s.hyo 'SELECT count(*) FROM parameters') == 2 ]] || fail 'parameters'
expect 0 plot s.hyo -o pictures
says out 'pictures/tornado-all.svg'
says out 'pictures/points-Jun.svg'
xmllint --noout pictures/*.svg
if grep -ql 'nan' pictures/*.svg; then fail 'a picture holds what is no number'; fi

# one row a run, with the values of its point
expect 0 export s.hyo --format csv -o tables
table() { sqlite3 :memory: ".mode csv" ".import tables/runs.csv r" ".import tables/variants.csv v" "$1" | tr -d '\r'; }
[[ $(table 'SELECT count(*) FROM r') == 48 ]] || fail 'runs.csv'
[[ $(table "SELECT count(*) FROM r JOIN v ON v.variant = r.variant WHERE v.path = 'mind.freeze_chance' AND v.value BETWEEN 0 AND 1") == 48 ]] ||
    fail 'a run has not its value'

# in two goes
study saltelli >s2.yaml
"$HYOSAN" sweep s2.yaml --out t.hyo >/dev/null 2>&1 &
process=$!
sleep 0.4
kill -KILL "$process" 2>/dev/null || true
wait "$process" 2>/dev/null || true
expect 0 sweep s.yaml --out t.hyo --resume
cmp out one.txt || fail 'in two goes the result is another'
study saltelli 5 >other.yaml
expect 2 sweep other.yaml --out t.hyo --resume
says err 'cannot be resumed'

for design in grid latin_hypercube sobol one_at_a_time; do
    study $design >d.yaml
    expect 0 sweep d.yaml --json --out $design.hyo
    is_silent err
    [[ $(value design) == "$design" && $(value 'outcomes[0].effects[1].path') == fight.break_off ]] || fail "JSON of $design"
    expect 0 plot $design.hyo -o "$design"
    xmllint --noout "$design"/*.svg
done
[[ $(sqlite3 grid.hyo 'SELECT count(*) FROM variants') == 6 ]] || fail 'a grid of 3 x 2'
[[ $(sqlite3 one_at_a_time.hyo "SELECT group_concat(label, ';') FROM variants") == 'as is;freezing=0;freezing=1;fight.break_off=0.1;fight.break_off=0.8' ]] ||
    fail 'one at a time'

# ---- wrong studies

study sobol | sed 's/freeze_chance/freeze_chanse/' >w.yaml
expect 2 sweep w.yaml
says err 'freeze_chance'
study sobol | sed 's/Jun/nobody/' >w.yaml
expect 2 sweep w.yaml
says err "no outcome 'nobody'"
study gird >w.yaml
expect 2 sweep w.yaml
says err 'w.yaml:3:'
expect 2 sweep nowhere.yaml
expect 2 sweep
says err 'which study?'
