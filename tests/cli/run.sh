# A run, its file, its chronicle and its pictures.
source "$HYOSAN_SOURCE/tests/cli/transcript.bash"

# ---- the summary, the same for any number of threads and with or without a file

expect 0 run "$two_rooms"
is_silent err
says out 'Who survives'
says out 'Mina'
state=$(grep -o 'state [0-9a-f]\{16\}' out)
expect 0 run "$two_rooms" --threads 2 --out day.hyo
says out "$state"
expect 0 run "$two_rooms" --seed 8
if grep -qF "$state" out; then fail 'another seed gave the same history'; fi
expect 0 run "$two_rooms" --set mind.freeze_chance=1
if grep -qF "$state" out; then fail 'another value gave the same history'; fi
expect 2 run "$two_rooms" --set mind.freeze_chanse=1
says err 'freeze_chance'

# ---- JSON

expect 0 run "$two_rooms" --json --until 09:06:30
is_silent err
says out '"simulated_s": 390.0'
says out '"is_complete": true'
[[ $(sqlite3 :memory: "SELECT json_valid(readfile('out'))") == 1 ]] || fail 'the JSON is not valid'
[[ $(sqlite3 :memory: "SELECT json_extract(readfile('out'), '$.people')") == 12 ]] || fail 'twelve people were there'

# ---- the file, as an independent reader sees it

sql() { sqlite3 day.hyo "$1"; }
[[ $(sql 'PRAGMA integrity_check') == ok ]]
[[ $(sql 'PRAGMA application_id') == $((0x48594f53)) ]]
[[ $(sql 'SELECT count(*) FROM persons') == 12 ]]
[[ $(sql "SELECT value FROM meta WHERE key = 'is_complete'") == 1 ]]
[[ $(sql 'SELECT count(*) FROM hashes') == 21 ]]
[[ "state $(sql 'SELECT hash FROM hashes ORDER BY tick DESC LIMIT 1')" == "$state" ]]
# each person in one cell, at every moment
[[ $(sql 'SELECT DISTINCT total FROM (SELECT sum(human + incubating + zombie + halfbie + dead + escaped) AS total
                                      FROM totals GROUP BY tick)') == 12 ]]
[[ $(sql 'SELECT count(*) FROM events WHERE cause >= id') == 0 ]]
[[ $(sql "SELECT who FROM story WHERE kind = 'turned' ORDER BY id LIMIT 1") == Mina ]]

# ---- overwriting

expect 2 run "$two_rooms" --out day.hyo
says err 'exists already'
says err '--force'
expect 0 run "$two_rooms" --out day.hyo --force
cp "$two_rooms" mine.yaml
expect 2 run "$two_rooms" --out mine.yaml --force
cmp "$two_rooms" mine.yaml || fail 'a file that is not ours was changed'
[[ $(ls) == $'day.hyo\nerr\nmine.yaml\nout' ]] || fail "files are left over: $(ls)"

# ---- chronicle and pictures

expect 0 tell day.hyo
is_silent err
says out 'Mina'
says out 'Who is left'
expect 0 plot day.hyo -o pictures
[[ $(wc -l <out) -eq $(ls pictures | wc -l) ]] || fail 'not every picture was named'
expect 0 plot day.hyo -o pictures --at 09:00 --at 09:04:45
says out 'pictures/plan-09-00-00.svg'
says out 'pictures/plan-09-04-45.svg'
xmllint --noout pictures/*.svg
expect 2 plot day.hyo -o pictures --at 10:30
says err '09:00:00 to 09:20:00'
expect 2 plot day.hyo -o mine.yaml
says err 'mine.yaml cannot be made'

# ---- names that XML, SQL and a terminal might take for something else

expect 0 run "$two_rooms" --set 'scenario=A & <B> "C"' --out names.hyo
expect 0 plot names.hyo -o names
xmllint --noout names/*.svg
expect 0 run "$two_rooms" --set 'scenario=A & <B> "C"' --json
[[ $(sqlite3 :memory: "SELECT json_extract(readfile('out'), '$.scenario')") == 'A & <B> "C"' ]] || fail 'title of the JSON'
