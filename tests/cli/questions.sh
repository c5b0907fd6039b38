# The scenarios of the questions: each is free of problems, small, and told of in docs/questions.md; one is answered.
source "$HYOSAN_SOURCE/tests/cli/transcript.bash"

questions=$HYOSAN_SOURCE/scenarios/questions
for file in "$questions"/*.yaml; do
    name=$(basename "$file" .yaml)
    grep -q '^based_on: ' "$file" || fail "$name is based on no scenario"
    grep -qF "\`$name\`" "$HYOSAN_SOURCE/docs/questions.md" || fail "docs/questions.md does not tell of $name"
done

expect 0 check "$questions"/*.yaml
expect 0 run "$questions/he-came-back-immune.yaml" --until 11:46 --quiet --out back.hyo
says out 'He came back, immune'
[[ $(sqlite3 back.hyo 'SELECT count(*) FROM settings') -eq 2 ]] || fail 'the settings of both variants'
[[ $(sqlite3 back.hyo "SELECT group_concat(kind, ' ') FROM texts") == 'scenario plan strain variant variant' ]] ||
    fail 'the texts of all files'
[[ $(sqlite3 back.hyo "SELECT value FROM meta WHERE key = 'scenario_file'") == */he-came-back-immune.yaml ]] ||
    fail 'the file that was named'
