# `bench` of a scenario file and of the worlds that it makes: text and JSON.
source "$HYOSAN_SOURCE/tests/cli/transcript.bash"

expect 0 bench "$two_rooms" --repeats 2
says out 'M steps/s'
expect 0 bench "$two_rooms" --repeats 3 --json
field() { sqlite3 :memory: "SELECT json_extract(readfile('out'), '$1')"; }
[[ $(field '$.cases[0].people') == 12 ]] || fail 'people'
[[ $(field '$.cases[0].threads') == 1 ]] || fail 'threads'
[[ $(sqlite3 :memory: "SELECT json_extract(readfile('out'), '$.cases[0].agent_steps_per_s') > 1000") == 1 ]] || fail 'rate'
[[ $(sqlite3 :memory: "SELECT json_extract(readfile('out'), '$.cases[0].bytes_per_agent') > 100") == 1 ]] || fail 'bytes'
[[ -n $(field '$.machine') ]] || fail 'machine'
# every system of the engine has its share of the time, the greatest first, and all of them are the whole
expect 0 bench "$two_rooms" --repeats 1 --systems --json
shares() { [[ $(sqlite3 :memory: "WITH row AS (SELECT value AS v FROM json_each(readfile('out'), '$.cases[0].systems')) $1") == 1 ]] || fail "$1"; }
shares "SELECT abs(sum(v ->> 'share') - 1) < 1e-4 FROM row"
shares "SELECT count(*) = count(DISTINCT v ->> 'system') AND count(*) > 20 FROM row"
shares "SELECT max(v ->> 'share') = (SELECT v ->> 'share' FROM row LIMIT 1) FROM row"
expect 0 bench "$two_rooms" --repeats 1 --systems
grep -Eq '^  movement +[0-9.]+% +[0-9.]+ s$' out || fail 'no share of movement'
expect 2 bench nowhere
says err 'nowhere'

# ---- worlds that are made

export TMPDIR=$folder/temporary
mkdir "$TMPDIR"
leaves_nothing() { [[ -z $(ls -A "$TMPDIR") ]] || fail "$(ls "$TMPDIR") is left over"; }

# everybody walks; the numbers agree with one another
expect 0 bench movement --people 200 --repeats 1 --json
is_silent err
leaves_nothing
holds() { [[ $(sqlite3 :memory: "WITH row AS (SELECT value AS v FROM json_each(readfile('out'), '$.cases')) $1") == 1 ]] || fail "$1"; }
holds "SELECT count(*) = 4 FROM row"
holds "SELECT group_concat(round(4 * (v ->> 'density_per_m2'))) = '1.0,4.0,8.0,16.0' FROM row"
holds "SELECT min(v ->> 'case' = 'movement' AND v ->> 'people' = 200 AND v ->> 'threads' = 1) FROM row"
holds "SELECT min(v ->> 'agent_steps' >= 0.95 * 200 * 200 AND v ->> 'agent_steps' <= 200 * 200) FROM row"
holds "SELECT min(abs((v ->> 'share_walking') - (v ->> 'agent_steps') / 40000.0) < 1e-5) FROM row"
holds "SELECT min(abs((v ->> 'ns_per_agent_step') * (v ->> 'agent_steps_per_s') - 1e9) < 1e6) FROM row"
holds "SELECT min(v ->> 'share_moving' > 0.5 AND v ->> 'mean_speed_m_per_s' > 0.1) FROM row"
holds "SELECT min(v ->> 'bytes_per_agent' > v ->> 'state_bytes_per_agent' AND v ->> 'state_bytes_per_agent' > 100) FROM row"

# several blocks of people use several cores, and rings of halls are joined
expect 0 bench movement --people 12000 --density 1 --repeats 1 --json
leaves_nothing
holds "SELECT count(*) = CASE WHEN $(nproc) > 1 THEN 2 ELSE 1 END FROM row"
holds "SELECT min(v ->> 'share_walking' > 0.99) FROM row"
holds "SELECT count(DISTINCT v ->> 'agent_steps') = 1 FROM row"

# those who sit have no steps, and cost little
expect 0 bench rest --people 310 --repeats 1 --json
leaves_nothing
holds "SELECT group_concat(v ->> 'case') = 'rest sitting,rest walking' FROM row"
holds "SELECT min(v ->> 'share_walking') < 0.01 AND max(v ->> 'share_walking') > 0.95 FROM row"
holds "SELECT 3 * min(v ->> 'ns_per_person_tick') < max(v ->> 'ns_per_person_tick') FROM row"
expect 0 bench rest --people 310 --repeats 1
says out 'rest sitting'

# whoever stops it finds nothing left behind
"$HYOSAN" bench movement --people 100000 --density 1 >out 2>err &
process=$!
wait_for 100 grep -q cores out
kill -TERM "$process"
status=0
wait "$process" || status=$?
[[ $status -eq 130 ]] || fail "SIGTERM gave $status instead of 130"
says err 'interrupted'
leaves_nothing

expect 2 bench day --people 1000
says err '--people, --density and --long are for movement and rest'
expect 2 bench movement --people 99
says err '--people needs a whole number from 100'
expect 2 bench movement --density 5
says err '--density needs a number'
TMPDIR=$folder/nowhere expect 1 bench rest --people 100
says err 'no temporary folder'
