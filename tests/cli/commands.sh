# `hyosan run --commands`: what is done to a history from outside, and what is wrong with a list.
source "$HYOSAN_SOURCE/tests/cli/transcript.bash"

refuses() {
    echo "$1" >list.json
    expect 2 run "$two_rooms" --commands list.json --quiet
    says err "$2"
    is_silent out
}

expect 0 run "$two_rooms" --json --quiet
cp out plain.json
echo '{"seed": "1", "commands": [{"tick": 1000, "do": "take_away", "person": "Mina"}]}' >list.json
expect 0 run "$two_rooms" --commands list.json --json --quiet --out taken.hyo
grep -q '"human": 11' out || fail "somebody was bitten although nobody could bite"
! grep -qF "$(grep state_hash plain.json)" out || fail "the history is the same as without commands"
[[ $(sqlite3 taken.hyo 'SELECT tick, kind, target FROM interventions') == '1000|take_away|0' ]] || fail "the file lacks its commands"
echo '{"commands": [{"tick": 0, "do": "protect", "person": "Mina"}, {"tick": 9, "do": "noise", "room": "west room"}]}' >list.json
expect 0 run "$two_rooms" --commands list.json --json --quiet --out safe.hyo
grep -q '"human": 12' out || fail "who is protected was bitten"
[[ $(sqlite3 safe.hyo "SELECT count(*) FROM story WHERE kind = 'noise_by_order'") == 1 ]] || fail "the file does not tell of it"
echo '{"commands": []}' >list.json
expect 0 run "$two_rooms" --commands list.json --json --quiet
grep -qF "$(grep state_hash plain.json)" out || fail "no commands make another history"

refuses '{' 'list.json:2:'
refuses '[]' '"commands"'
refuses '{"commands": [{"tick": -1}]}' 'commands[0]: "tick" must be a whole number'
refuses '{"commands": [{"tick": 5, "do": "dance"}]}' '"do" must be open, shut, lock, unlock, alarm, take_away, cure, protect, keep, restrain, redraw or noise'
refuses '{"commands": [{"tick": 5, "do": "lock", "opening": "nowhere"}]}' '"opening" names none of this world'
refuses '{"commands": [{"tick": 5, "do": "take_away", "person": 12}]}' '"person" names none of this world'
refuses '{"commands": [{"tick": 5, "do": "noise", "room": "nowhere"}]}' '"room" names none of this world'
refuses '{"commands": [{"tick": 5, "do": "alarm"}, {"tick": 4, "do": "alarm"}]}' 'put them in order of time'
refuses '{"model_hash": "0", "commands": []}' 'another world'
expect 2 run "$two_rooms" --commands nowhere.json
says err 'nowhere.json'
refuses '{"commands": [{"tick": 5, "do": "redraw", "draw": "new"}]}' '"draw" must be a whole number'
refuses '{"commands": [{"tick": 5, "do": "keep", "opening": 0, "for_s": 0}]}' '"for_s" must be a number of seconds above 0'
refuses '{"commands": [{"tick": 5, "do": "alarm", "for_s": 3}]}' '"for_s" belongs to protect, keep and restrain'
refuses '{"commands": [{"tick": 5, "do": "protect", "person": "Nobody"}]}' '"person" names none of this world'

# what lasts is kept with its length, and a history is made again from its file's list
echo '{"commands": [{"tick": 0, "do": "protect", "person": "Mina"}, {"tick": 700, "do": "restrain", "person": 1, "for_s": 30},
      {"tick": 900, "do": "redraw", "draw": 7}]}' >list.json
expect 0 run "$two_rooms" --commands list.json --json --quiet --out held.hyo
[[ $(sqlite3 held.hyo "SELECT tick, kind, target, ifnull(for_ticks, 'end') FROM interventions" | tr '\n' ' ') == \
    '0|protect|0|end 700|restrain|1|300 900|redraw|7|0 ' ]] || fail 'the file keeps other commands'
grep -q '"human": 12' out || fail 'she was bitten although she was protected'
