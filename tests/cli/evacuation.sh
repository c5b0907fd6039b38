# An evacuation without an outbreak: what is told of exits, floors, doors and densities, and people who find no room.
source "$HYOSAN_SOURCE/tests/cli/transcript.bash"

cat >plan.yaml <<'YAML'
plan: hall
levels: [{name: ground}]
rooms:
  - {name: hall, level: ground, box: [0, 0, 10, 8],
     openings: [{name: door, kind: gap, wall: east, at_m: 3.5, width_m: 1}]}
  - {name: street, level: ground, is_outdoor: true, box: [10, 0, 6, 8], places: [{name: way out, kind: exit, is_room: true}]}
YAML
cat >evening.yaml <<'YAML'
scenario: evening
plan: plan.yaml
start: "20:00"
end: "20:03"
keyframe_s: 1
evacuation: {signal: "20:00:10"}
groups: [{name: crowd, count: 60, home: hall, area: [0.5, 0.5, 7, 7], walk: {kind: normal, a: 1.34, b: 0.2, low: 0.6}}]
YAML

expect 0 run evening.yaml
is_silent err
says out 'Evacuation, signalled at 20:00:10'
says out '60 of 60 have left'
says out 'way out'
expect 0 run evening.yaml --json
value() { sqlite3 :memory: "SELECT json_extract(readfile('out'), '\$.evacuation.$1')"; }
[[ $(value left) == 60 && $(value 'exits[0].people') == 60 && $(value 'doors[0].people') == 60 ]] || fail 'not everybody is counted once'
[[ $(value 'levels[0].people') == 60 && $(value signal_s) == 72010.0 ]] || fail 'the floor or the signal is not told'
expect 0 run "$two_rooms" --json --until 09:01
[[ $(value left) == '' ]] || fail 'an evacuation is told where nothing was signalled'

# at the school pairs meet side by side at the aisles between the desks, 0.5 m wide: none of them stays
for seed in 3 6; do
    expect 0 run "$HYOSAN_SOURCE/scenarios/evacuation.yaml" --seed "$seed"
    says out '544 of 544 have left'
done

expect 0 run evening.yaml --out evening.hyo
expect 0 plot evening.hyo -o pictures
says out 'pictures/density.svg'
grep -q '#d73027' pictures/density.svg || fail 'sixty people before one door are no crowd'
expect 0 tell evening.hyo
says out 'got away'

expect 2 run evening.yaml --set 'groups[crowd].count=900'
says err 'group "crowd": only '
expect 2 run evening.yaml --set strain.healthy=human
says err 'names no file of this kind'
