# Fits on the command line: a scenario finds the parameters that made its runs, whatever the threads and the kills.
source "$HYOSAN_SOURCE/tests/cli/transcript.bash"

bitten=$HYOSAN_SOURCE/tests/study/bitten/bitten.yaml
infects='strain.exposures[bite].infects'
median='strain.exposures[bite].wounds[bite].median_s'
value() { sqlite3 :memory: "SELECT json_extract(readfile('${2:-out}'), '\$.$1')"; }
# everything that is a result: all tables but for measured seconds and the study's own text
results() { sqlite3 "$1" "UPDATE runs SET wall_s = 0; DELETE FROM texts WHERE what = 'study'" && sqlite3 "$1" .dump; }

# ---- what is observed: forty runs with known parameters, their seeds far from those of the fit

expect 0 ensemble "$bitten" --runs 40 --seed 900000 --set "$infects=0.4" --set "$median=40" --json
cp out truth.json
of() { sqlite3 :memory: "SELECT json_extract(value, '\$.$2') FROM json_each(readfile('truth.json'), '\$.results')
                         WHERE json_extract(value, '\$.name') = '$1'"; }
study() {
    cat <<YAML
study: bitten
scenario: $bitten
design: abc_smc
particles: ${1:-200}
generations: ${2:-6}
keep: 0.3
design_seed: 4
parameters:
  - {path: "$infects", name: infects, low: 0.05, high: 0.95}
  - {path: "$median", name: median, low: 10, high: 160, is_logarithmic: true}
targets:
  - {outcome: infected, value: $(of infected mean), scale: $(of infected sd)}
  - {outcome: peak, value: $(of peak mean), scale: $(of peak sd)}
YAML
}

# ---- the truth is found again

study >f.yaml
expect 0 fit f.yaml --out f.hyo --threads 2
is_silent err
says out '6 generations, 900 particles'
says out 'worth'
cp out two.txt
expect 0 fit f.yaml --json --out g.hyo --threads 1
is_silent err
cmp <(results f.hyo) <(results g.hyo) || fail 'another number of threads gave another file'
near() { # PARAMETER TRUTH PRIOR_SD: within its interval, and much narrower than what was known before
    [[ $(sqlite3 :memory: "SELECT $2 BETWEEN json_extract(p, '\$.low') AND json_extract(p, '\$.high')
           AND abs(json_extract(p, '\$.mean') - $2) < 2 * json_extract(p, '\$.sd') AND json_extract(p, '\$.sd') < $3 / 3
         FROM (SELECT json_extract(value, '\$.posterior') p FROM json_each(readfile('out'), '\$.parameters')
               WHERE json_extract(value, '\$.parameter') = '$1')") == 1 ]] || fail "$1 is not found again: $(value parameters)"
}
near infects 0.4 0.26
near median 40 37
[[ $(value effective) != 0 && $(value kept) == 60 && $(value runs) == 900 ]] || fail 'the JSON'
[[ $(sqlite3 f.hyo 'SELECT count(*), count(DISTINCT seed), max(seed) FROM runs') == '900|900|900' ]] ||
    fail 'particles share seeds'
[[ $(sqlite3 f.hyo 'SELECT count(*) FROM populations GROUP BY generation HAVING abs(sum(share) - 1) < 1e-9' | sort -u) == 60 ]] ||
    fail 'shares of a population do not add up to one'
[[ $(sqlite3 f.hyo 'SELECT count(*) FROM (SELECT tolerance, lag(tolerance) OVER (ORDER BY id) b FROM generations)
                    WHERE tolerance > b') == 0 ]] || fail 'a tolerance rises'
expect 0 run "$bitten" --seed 150 $(sqlite3 f.hyo "SELECT '--set ' || setting FROM variant_settings WHERE variant = 149")
hash=$(sqlite3 f.hyo 'SELECT state_hash FROM runs WHERE seed = 150')
says out "state $hash"

# ---- pictures and tables

expect 0 plot f.hyo -o pictures
says out 'pictures/posterior.svg'
says out 'pictures/targets.svg'
xmllint --noout pictures/*.svg
if grep -ql 'nan' pictures/*.svg; then fail 'a picture holds what is no number'; fi
expect 0 export f.hyo --format csv -o tables
[[ $(sqlite3 :memory: '.mode csv' '.import tables/particles.csv p' 'SELECT count(*), count(DISTINCT generation) FROM p' | tr -d '\r') == '900,6' ]] ||
    fail 'particles.csv'
[[ $(sqlite3 :memory: '.mode csv' '.import tables/posterior.csv p' 'SELECT count(*), count(DISTINCT path) FROM p' | tr -d '\r') == '120,2' ]] ||
    fail 'posterior.csv'

# ---- killed at any moment, and going on

RANDOM=7
for round in 1 2 3 4 5 6 7 8; do
    "$HYOSAN" fit f.yaml --out killed.hyo --resume --threads 2 >/dev/null 2>&1 &
    process=$!
    sleep "0.$(printf %03d $((200 + RANDOM % 700)))"
    kill -KILL "$process" 2>/dev/null || true
    wait "$process" 2>/dev/null || true
    [[ ! -e killed.hyo ]] || [[ $(sqlite3 killed.hyo 'PRAGMA integrity_check') == ok ]] || fail "damaged after kill $round"
done
expect 0 fit f.yaml --out killed.hyo --resume
cmp out two.txt || fail 'in several goes the result is another'
cmp <(results f.hyo) <(results killed.hyo) || fail 'in several goes the file is another'

# more generations are made of those that there are; another question is refused
study 200 3 >few.yaml
expect 0 fit few.yaml --out few.hyo
expect 0 fit f.yaml --out few.hyo --resume
cmp out two.txt || fail 'added generations differ from those made at once'
sed 's/outcome: peak, value: /&1/' f.yaml >other.yaml
expect 2 fit other.yaml --out f.hyo --resume
says err 'it meets other targets'
study 150 >other.yaml
expect 2 fit other.yaml --out f.hyo --resume
says err 'cannot be resumed'
study | sed 's/keep: 0.3/keep: 0.4/' >other.yaml
expect 2 fit other.yaml --out f.hyo --resume
says err 'other particles'

# ---- survivors at a clock time, a list of words, and a normal prior

sed -e 's/low: 0.05, high: 0.95/&, prior: normal, mean: 0.5, sd: 0.2/' -e 's/low: 10, high: 160, is_logarithmic: true/values: ["20", "40", "80"]/' \
    -e '/outcome: peak/d' f.yaml >words.yaml
echo '  - {outcome: all, at: "09:00:30", value: 0.45, scale: 0.05}' >>words.yaml
expect 0 fit words.yaml
says out 'all at 09:00'

# ---- wrong studies

expect 2 sweep f.yaml
says err "hyosan fit f.yaml"
sed '/targets:/,$d' f.yaml >w.yaml
expect 2 fit w.yaml
says err 'a fit needs at least one target'
expect 2 fit "$HYOSAN_SOURCE/studies/two-rooms.yaml"
says err 'a fit needs design: abc_smc'
sed 's/outcome: peak/outcome: nobody/' f.yaml >w.yaml
expect 2 fit w.yaml
says err "w.yaml:13:5: there is no outcome 'nobody'"
sed 's/outcome: peak/outcome: all, at: "08:00"/' f.yaml >w.yaml
expect 2 fit w.yaml
says err 'w.yaml:13:5: at: lies outside of the runs, which go from 09:00 to 09:01'
sed 's/infects/infect/' f.yaml >w.yaml
expect 2 fit w.yaml
says err 'infect'
study 100000 1000 >w.yaml
expect 2 fit w.yaml
says err 'lower particles:'
expect 2 fit
says err 'which study?'
