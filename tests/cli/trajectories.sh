# `hyosan export --format jupedsim`: files of JuPedSim's schema, version 2, with the ways of the history itself.
source "$HYOSAN_SOURCE/tests/cli/transcript.bash"

sql() {
    sqlite3 "$@"
}

expect 0 run "$two_rooms" --out rooms.hyo --quiet
expect 0 export rooms.hyo --format jupedsim -o ways --until 09:01
says out 'ways/ground.sqlite'
is_silent err
file=ways/ground.sqlite
[[ $(sql $file "SELECT value FROM metadata WHERE key = 'version'") == 2 ]] || fail "another version of the schema"
[[ $(sql $file "SELECT value FROM metadata WHERE key = 'fps'") == 10 ]] || fail "a frame is no step"
# a frame for both ends, everybody in each
[[ $(sql $file 'SELECT count(*), count(DISTINCT frame), count(DISTINCT id) FROM trajectory_data') == '7212|601|12' ]] || fail "frames or people are missing"
[[ $(sql $file 'SELECT count(*) FROM frame_data JOIN geometry ON geometry_hash = hash') == 601 ]] || fail "frames without ground"
[[ $(sql $file "SELECT name FROM sqlite_master WHERE type = 'index' AND name = 'frame_id_idx'") == frame_id_idx ]] || fail "no index"
# two rooms, the corridor and the yard are one rectangle of 22 by 7 m
[[ $(sql $file 'SELECT wkt FROM geometry') == 'GEOMETRYCOLLECTION (POLYGON ((0.000 0.000, 22.000 0.000, 22.000 7.000, 0.000 7.000, 0.000 0.000)))' ]] ||
    fail "the ground is another one: $(sql $file 'SELECT wkt FROM geometry')"
[[ $(sql $file 'SELECT count(*) FROM trajectory_data WHERE pos_x < 0 OR pos_x > 22 OR pos_y < 0 OR pos_y > 7') == 0 ]] || fail "somebody is outside"
[[ $(sql $file 'SELECT count(*) FROM trajectory_data WHERE abs(ori_x * ori_x + ori_y * ori_y - 1) > 0.001') == 0 ]] || fail "a heading is no direction"

# the scenario gives the same as the file, and a part of it the same as the whole
expect 0 export "$two_rooms" --format jupedsim -o again --from 09:00:30 --until 09:01 --fps 2
[[ $(sql again/ground.sqlite 'SELECT count(DISTINCT frame) FROM trajectory_data') == 61 ]] || fail "not two frames a second"
[[ $(sql again/ground.sqlite "ATTACH 'ways/ground.sqlite' AS whole; SELECT count(*) FROM trajectory_data p JOIN whole.trajectory_data w
    ON w.frame = 300 + 5 * p.frame AND w.id = p.id AND w.pos_x = p.pos_x AND w.pos_y = p.pos_y") == $((61 * 12)) ]] || fail "a part is not like the whole"

expect 2 export rooms.hyo --format jupedsim -o ways
says err '--force'
expect 0 export rooms.hyo --format jupedsim -o ways --until 09:00:10 --force
expect 2 export rooms.hyo --format jupedsim -o other --fps 3
says err 'must divide'
expect 2 export rooms.hyo --format jupedsim -o other --until 12:00
says err '--until must lie'
expect 2 export rooms.hyo --format html -o other.html --fps 2
says err 'for --format jupedsim'
[[ -z $(ls other 2>/dev/null) ]] || fail "what failed left files"
[[ -z $(ls ways | grep -v '\.sqlite$') ]] || fail "drafts are left"

# every level of the school has its file, and nobody is on two at once
expect 0 export "$HYOSAN_SOURCE/scenarios/hyosan-high.yaml" --format jupedsim -o school --until 11:45:01 --fps 1
[[ $(for level in school/*.sqlite; do sql "$level" 'SELECT id FROM trajectory_data WHERE frame = 0'; done | sort | uniq -d | wc -l) == 0 ]] ||
    fail "somebody is on two levels"
[[ $(for level in school/*.sqlite; do sql "$level" 'SELECT id FROM trajectory_data WHERE frame = 0'; done | wc -l) -gt 500 ]] || fail "people are missing"
