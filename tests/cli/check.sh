# `check`: one "ok" a good file, every problem of a bad one, and 2 if any is bad.
source "$HYOSAN_SOURCE/tests/cli/transcript.bash"

good=("$two_rooms" "$school" "$HYOSAN_SOURCE"/plans/*.yaml "$HYOSAN_SOURCE"/strains/*.yaml "$HYOSAN_SOURCE"/studies/*.yaml)
expect 0 check "${good[@]}"
is_silent err
[[ $(grep -c ': ok$' out) -eq ${#good[@]} ]] || fail 'not every good file is ok'

sed 's/freeze_chance/freeze_chanse/' "$HYOSAN_SOURCE/plans/two-rooms.yaml" |
    sed 's/kind: double_door/kind: trapdoor/' >bad.yaml
expect 2 check bad.yaml "$two_rooms" nowhere.yaml
says out 'trapdoor'
says out 'bad.yaml:'
says out "$two_rooms: ok"
says out 'nowhere.yaml'

# a study, with its scenario
sed 's/points: 64/points: many/; s/low: 0.1/low: 0.9/' "$HYOSAN_SOURCE/studies/two-rooms.yaml" >study.yaml
expect 2 check study.yaml
says out 'study.yaml:'
says out 'points'
