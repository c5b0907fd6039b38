# Comparisons on the command line: variants over the same seeds, and what each changes.
source "$HYOSAN_SOURCE/tests/cli/transcript.bash"

expect 0 compare "$two_rooms" --what 'persons[Jun].courage=0.1' --runs 10 --out c.hyo
is_silent err
says out 'against  as is  (10 pairs)'
says out 'saved'
[[ $(sqlite3 c.hyo 'SELECT count(*), count(DISTINCT seed) FROM runs') == '20|10' ]] || fail 'not ten seeds for each variant'
[[ $(sqlite3 c.hyo 'SELECT count(DISTINCT model_hash) FROM variants') == 2 ]] || fail 'the models are not two'
[[ $(sqlite3 c.hyo 'SELECT setting FROM variant_settings') == 'persons[Jun].courage=0.1' ]]
cp out once.txt

# a variant's runs are those of its own ensemble
expect 0 ensemble "$two_rooms" --set 'persons[Jun].courage=0.1' --runs 10 --out e.hyo
cmp <(sqlite3 e.hyo 'SELECT seed, infected, peak_tick, over_tick FROM runs ORDER BY seed') \
    <(sqlite3 c.hyo 'SELECT seed, infected, peak_tick, over_tick FROM runs WHERE variant = 1 ORDER BY seed') ||
    fail 'a run in a comparison is another than alone'

# any number of threads, and in two goes
expect 0 compare "$two_rooms" --what 'persons[Jun].courage=0.1' --runs 4 --out d.hyo --threads 3
expect 0 compare "$two_rooms" --what 'persons[Jun].courage=0.1' --runs 10 --out d.hyo --threads 1 --resume
cmp out once.txt || fail 'in two goes the comparison is another'
expect 2 compare "$two_rooms" --what 'persons[Jun].courage=0.2' --runs 10 --out d.hyo --resume
says err 'other variants'

# several settings a variant; commas inside of a value stay
expect 0 compare "$two_rooms" --what mind.freeze_chance=0,seed=1 --what mind.freeze_chance=1,scenario='A, B' --runs 3 --json
is_silent err
value() { sqlite3 :memory: "SELECT json_extract(readfile('out'), '\$.$1')"; }
[[ $(value 'variants[1].runs') == 3 && $(value 'variants[1].difference[0].pairs') == 3 ]] || fail 'runs and pairs of the JSON'
[[ $(value 'variants[0].difference') == '' ]] || fail 'the first variant differs from itself'
[[ $(value 'variants[1].what') == 'mind.freeze_chance=1,scenario=A, B' ]] || fail 'the name of the variant'

expect 2 compare "$two_rooms" --runs 3
says err '--what PATH=VALUE or --what FILE is needed'
expect 2 compare "$two_rooms" --what mind.freeze_chanse=1 --runs 3
says err 'freeze_chance'
expect 2 compare "$two_rooms" --what 'end="09:10"' --runs 3
says err 'must begin, end and step at the same times'

# ---- from a moment on

expect 0 compare "$two_rooms" --what mind.freeze_chance=1 --at 09:05 --runs 4 --out at.hyo
says out 'until 09:05:00 every history goes as the first variant'
[[ $(sqlite3 at.hyo "SELECT count(*) FROM run_totals a JOIN run_totals b ON b.run = a.run + 1 AND b.sample = a.sample AND b.role = a.role
     WHERE a.run % 2 = 0 AND a.sample * 200 <= 3000 AND (a.human <> b.human OR a.zombie <> b.zombie)") == 0 ]] || fail 'before the branch they differ'
expect 2 compare "$two_rooms" --what mind.freeze_chance=1 --at 09:06 --runs 4 --out at.hyo --resume
says err '--at was another'
expect 2 compare "$two_rooms" --what mind.freeze_chance=1 --at 08:00 --runs 4
says err '--at must lie after the start'
expect 2 compare "$two_rooms" --what 'groups[west class].count=5' --at 09:05 --runs 2
says err 'only numbers can change'

# ---- a file that is based on the scenario

cat >coward.yaml <<YAML
scenario: Jun the coward
based_on: $two_rooms
set: ["persons[Jun].courage=0.1"]
YAML
expect 0 compare "$two_rooms" --what coward.yaml --runs 10 --out file.hyo
says out 'coward.yaml  against  as is  (10 pairs)'
cmp <(grep -v against once.txt) <(grep -v against out) || fail 'a file is not what its settings are'
[[ $(sqlite3 file.hyo 'SELECT setting FROM variant_settings') == 'persons[Jun].courage=0.1' ]] || fail 'the settings of the file are not kept'
expect 0 compare "$two_rooms" --set mind.freeze_chance=0 --what coward.yaml --what 'persons[Jun].courage=0.9' --runs 2 --out two.hyo
[[ $(sqlite3 two.hyo "SELECT group_concat(setting) FROM settings") == mind.freeze_chance=0 ]] || fail 'settings of a variant stand among those of all'
expect 2 compare "$two_rooms" --what nowhere.yaml --runs 2
says err 'nowhere.yaml'
