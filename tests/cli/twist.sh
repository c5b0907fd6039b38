# Single events of a finished history: compare --event, twist, tell --exact.
source "$HYOSAN_SOURCE/tests/cli/transcript.bash"

value() { sqlite3 :memory: "SELECT json_extract(readfile('out'), '\$.$1')"; }

# ---- a world whose decisive event is known: two carriers in a locked cell, and one door that is unlocked by order. Either of the
# two would be enough, nobody can break the door, and from outside nobody can unlock it

cat >plan.yaml <<'YAML'
plan: "A cell beside a hall"
format: 1
levels:
  - {name: "ground"}
rooms:
  - name: "cell"
    level: "ground"
    use: store
    box: [0, 0, 4, 5]
    openings:
      - {name: "cell door", kind: door, wall: east, at_m: 2, width_m: 1, has_lock: true, is_locked: true}
  - {name: "hall", level: "ground", use: corridor, box: [4, 0, 12, 8]}
YAML
cat >cell.yaml <<YAML
scenario: The door of the cell
plan: plan.yaml
strain: $HYOSAN_SOURCE/strains/jonas.yaml
seed: 1
start: "09:00"
end: "09:09"
profiles:
  - name: pupil
    walk_m_per_s: {mean: 1.34, sd: 0.26, low: 0.6, high: 2.1}
    sprint_m_per_s: {mean: 5.6, sd: 0.5, low: 4, high: 7}
    strength: {mean: 1, sd: 0.2, low: 0.4, high: 2}
    courage: {mean: 0.5, sd: 0.2, low: 0, high: 1}
    empathy: {mean: 0.5, sd: 0.2, low: 0, high: 1}
    responsibility: {mean: 0.5, sd: 0.2, low: 0, high: 1}
    fear_threshold: {mean: 0.6, sd: 0.15, low: 0.1, high: 1}
groups:
  - {name: prisoners, count: 2, home: cell, female: pupil, male: pupil}
  - {name: guards, count: 9, home: hall, female: pupil, male: pupil}
persons:
  - {name: First, group: prisoners, sex: male}
  - {name: Second, group: prisoners, sex: female}
  - {name: Visitor, group: guards, sex: male}
timetable:
  - {at: "09:00", groups: [students], activity: lesson, where: [home]}
doors: {pushers_needed: 9}
incidents:
  - {at: "09:00", kind: expose, who: First, with: zombie bite, wound: light, after_s: 30}
  - {at: "09:00", kind: expose, who: Second, with: zombie bite, wound: light, after_s: 30}
  - {at: "09:05", kind: unlock, where: cell door}
  - {at: "09:06", kind: go, who: Visitor, where: cell}
YAML
expect 0 run cell.yaml --out cell.hyo --quiet
door=$(sqlite3 cell.hyo "SELECT id FROM events WHERE kind = 'door_by_order'")

expect 0 twist cell.hyo --top 6 --runs 4 --json
is_silent err
[[ $(value 'events[0].event') == "$door" ]] || fail 'the first is not the door'
[[ $(value 'events[0].low') > 0.5 && $(value 'events[0].high') < 1 ]] || fail 'without the door too few survive'
[[ $(value 'events[0].pairs') == 4 && $(value outcome) == all && $(value runs) == 4 ]] || fail 'pairs, outcome and runs'
[[ $(value 'events[0].commands[0].do') == keep && $(value 'events[0].commands[1].do') == redraw ]] || fail 'its commands'
# whoever else is not infected or bitten, the other carrier is enough
[[ $(value 'events[1].difference') < $(value 'events[0].low') ]] || fail 'another event decides as much'
cp out once.json

# any number of threads, any order, in one go and two; the scenario in the place of the file
expect 0 twist cell.hyo --top 6 --runs 4 --json --threads 3
cmp out once.json || fail 'another number of threads, another result'
expect 0 twist cell.yaml --top 6 --runs 4 --json
cmp out once.json || fail 'the scenario gives another result than its file'
expect 0 twist cell.hyo --top 6 --runs 2 --out t.hyo
says out 'A door was locked or unlocked by order: the cell door'
expect 0 twist cell.hyo --top 6 --runs 4 --out t.hyo --resume --json
cmp out once.json || fail 'in two goes the result is another'
expect 2 twist cell.hyo --top 6 --runs 4 --out t.hyo --resume --for 30
says err 'other variants'
expect 2 twist cell.hyo --top 6 --runs 4 --out t.hyo
says err '--resume goes on with it'

# what repeats a run is in the file
[[ $(sqlite3 t.hyo 'SELECT count(*), count(DISTINCT seed) FROM runs') == '48|1' ]] || fail 'runs and seeds'
[[ $(sqlite3 t.hyo "SELECT count(*) FROM branches WHERE reference = variant - 1 AND event = $door") == 1 ]] || fail 'the pairs'
sqlite3 t.hyo "SELECT replace(commands, '\"draw\": 0', '\"draw\": 3') FROM branches WHERE event = $door AND reference <> variant" >again.json
expect 0 run cell.yaml --commands again.json --json --quiet
[[ $(value state_hash) == $(sqlite3 t.hyo "SELECT state_hash FROM runs WHERE number = 2 AND variant =
    (SELECT variant FROM branches WHERE event = $door AND reference <> variant)") ]] || fail 'the commands make another run'

# killed at any moment, every finished run is there
"$HYOSAN" twist cell.hyo --top 6 --runs 400 --out killed.hyo --quiet >out 2>err &
victim=$!
has_runs() { [[ -e killed.hyo && $(sqlite3 killed.hyo 'SELECT count(*) FROM runs' 2>/dev/null || echo 0) -ge 12 ]]; }
wait_for 60 has_runs
kill -9 $victim
wait $victim 2>/dev/null || true
[[ $(sqlite3 killed.hyo 'PRAGMA integrity_check') == ok ]] || fail 'a killed file is damaged'
sqlite3 killed.hyo "DELETE FROM runs WHERE number >= 4"
expect 0 twist cell.hyo --top 6 --runs 4 --out killed.hyo --resume --json
cmp out once.json || fail 'after a kill the result is another'

# other outcomes, and what is wrong
expect 0 twist cell.hyo --top 2 --runs 2 --outcome Visitor
says out 'whether Visitor survives'
expect 0 twist cell.hyo --top 2 --runs 2 --outcome infected --for end
says out 'changes: infections'
expect 2 twist cell.hyo --outcome nobody
says err "there is no outcome 'nobody'"
expect 2 twist cell.hyo --seed 3
says err '--seed changes a scenario'
expect 2 twist t.hyo
says err 'holds many runs'
expect 2 twist
says err 'one .hyo file or scenario is needed'
expect 2 twist cell.hyo --for never
says err '--for needs a number of seconds above 0, or end'
expect 2 twist "$HYOSAN_SOURCE/scenarios/evacuation.yaml" --until 09:01 --quiet

# ---- compare

expect 0 compare cell.hyo --event "$door" --runs 4
says out "without event $door  against  as it happened  (4 pairs)"
says out 'until 09:05:00 it is one history'
expect 0 compare cell.hyo --event "$door" --event 0 --runs 4 --out c.hyo --json
[[ $(value 'variants[1].difference[0].mean') == $(sqlite3 :memory: "SELECT json_extract(readfile('once.json'), '\$.events[0].difference')") ]] ||
    fail 'compare and twist differ'
[[ $(value 'variants[2].difference') == '' && $(value 'variants[3].branch.reference') == 2 ]] || fail 'what is held against what'
# until the event both sides have the same curve
[[ $(sqlite3 c.hyo "SELECT count(*) FROM run_totals a JOIN runs r ON r.id = a.run JOIN run_totals b ON b.run = a.run + 1
     AND b.sample = a.sample AND b.role = a.role JOIN meta m ON m.key = 'sample_ticks'
     WHERE r.variant = 0 AND a.sample * m.value <= 3000 AND (a.human <> b.human OR a.zombie <> b.zombie)") == 0 ]] ||
    fail 'before the event they differ'
[[ $(sqlite3 c.hyo "SELECT count(*) FROM run_totals a JOIN runs r ON r.id = a.run JOIN run_totals b ON b.run = a.run + 1
     AND b.sample = a.sample AND b.role = a.role WHERE r.variant = 0 AND a.zombie > b.zombie") -gt 0 ]] || fail 'after it they do not'
expect 0 export c.hyo --format csv -o tables
expect 0 plot c.hyo -o pictures

echo '{"commands": [{"tick": 2900, "do": "take_away", "person": "First"}, {"tick": 2900, "do": "take_away", "person": "Second"}]}' >rescue.json
expect 0 compare cell.hyo --commands rescue.json --runs 3
says out 'with rescue.json  against  as it happened  (3 pairs)'
expect 0 run cell.yaml --commands rescue.json --out rescued.hyo --quiet
expect 0 compare rescued.hyo --event 0 --runs 2 --json
[[ $(value 'variants[0].branch.commands[1].do') == take_away ]] || fail 'what was done to the history is forgotten'

# other numbers from a clock time on
expect 0 compare cell.hyo --at 09:06 --what mind.freeze_chance=1 --runs 3 --out at.hyo
says out 'mind.freeze_chance=1  against  as is  (3 pairs)'
says out 'until 09:06:00 it is one history'
[[ $(sqlite3 at.hyo 'SELECT count(DISTINCT seed), count(DISTINCT state_hash) FROM runs') == '1|6' ]] || fail 'not six courses of one history'
[[ $(sqlite3 at.hyo "SELECT count(*) FROM run_totals a JOIN run_totals b ON a.sample = b.sample AND a.role = b.role
     WHERE a.sample * (SELECT value FROM meta WHERE key = 'sample_ticks') <= 3600 AND a.zombie <> b.zombie") == 0 ]] || fail 'before it they differ'
expect 2 compare cell.hyo --at 09:06 --runs 3
says err '--at HH:MM with --what'
expect 2 compare cell.hyo --at 08:00 --what mind.freeze_chance=1 --runs 3
says err '--at must lie after the start'
cp cell.yaml kept.yaml
sed -i 's/pushers_needed: 9/pushers_needed: 8/' cell.yaml
expect 2 compare cell.hyo --at 09:06 --what mind.freeze_chance=1 --runs 3
says err 'has changed since'
cp kept.yaml cell.yaml

expect 2 compare cell.hyo --event 99999 --runs 2
says err 'there is no event 99999'
doubt=$(sqlite3 cell.hyo "SELECT min(id) FROM events WHERE kind = 'began_to_doubt'")
expect 2 compare cell.hyo --event "$doubt" --runs 2
says err 'cannot be reversed'
expect 2 compare cell.hyo --runs 2
says err '--event ID, --commands FILE, or --at HH:MM with --what'
expect 2 compare cell.hyo --event 0 --what mind.freeze_chance=1 --runs 2
says err '--what and --at do not go with them'
expect 2 compare cell.yaml --what mind.freeze_chance=1 --for 5 --runs 2
says err '--for belongs to --event'
echo '{"commands": [{"tick": 5, "do": "redraw", "draw": 3}]}' >draws.json
expect 2 compare cell.hyo --commands draws.json --runs 2
says err 'draws anew by itself'

# ---- tell

expect 0 tell cell.hyo --exact --runs 4 --top 6
is_silent err
[[ $(tr -s ' \n' ' ' <out) == *"(event $door). Without it "*" more people survive"* ]] || fail 'the twist is not the door'
expect 0 tell cell.hyo --exact --runs 4 --top 6 --json
[[ $(value 'episodes[0].twist.event') == "$door" && $(value 'episodes[0].twist.pairs') == 4 ]] || fail 'the twist of the JSON'
expect 0 tell cell.hyo --json
[[ $(value 'episodes[0].twist.people') != '' ]] || fail 'an estimate without a number'
expect 2 tell cell.hyo --runs 3
says err 'belong to --exact'
expect 2 tell
says err 'one .hyo file is needed'
