# `bench` of a scenario file: text and JSON.
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
expect 2 bench nowhere
says err 'nowhere'
