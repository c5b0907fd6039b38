# What many runs become: pictures that are well-formed, and tables that other programs read.
source "$HYOSAN_SOURCE/tests/cli/transcript.bash"

expect 0 ensemble "$two_rooms" --runs 8 --out e.hyo
expect 0 plot e.hyo -o pictures
is_silent err
[[ $(wc -l <out) -eq $(ls pictures | wc -l) ]] || fail 'not every picture was named'
for name in survival humans-zombies survivors final-state persons risk-hours risk; do
    says out "pictures/$name.svg"
done
xmllint --noout pictures/*.svg
grep -q 'clock time (h:min)' pictures/survival.svg || fail 'an axis has no unit'
grep -q 'Jun' pictures/persons.svg || fail 'somebody with a name is missing'
if grep -ql 'nan' pictures/*.svg; then fail 'a picture holds what is no number'; fi

expect 0 compare "$two_rooms" --what mind.freeze_chance=0 --what mind.freeze_chance=1 --runs 6 --out c.hyo
expect 0 plot c.hyo -o compared
says out 'compared/difference-1.svg'
says out 'compared/survival-0.svg'
xmllint --noout compared/*.svg
if grep -ql 'nan' compared/*.svg; then fail 'a picture holds what is no number'; fi

# ---- tables

expect 0 export c.hyo --format csv -o tables
is_silent err
[[ $(wc -l <out) -eq $(ls tables | wc -l) ]] || fail 'not every table was named'
table() { sqlite3 :memory: ".mode csv" ".import tables/$1.csv t" "$2"; }
[[ $(table runs 'SELECT count(*), count(DISTINCT seed), count(DISTINCT variant) FROM t') == 12,6,2 ]] || fail 'runs.csv'
# twelve people in every run, in one cell each, at the end and at every moment
[[ $(table outcomes 'SELECT DISTINCT n FROM (SELECT sum(people) AS n FROM t GROUP BY run)' | tr -d '\r') == 12 ]] || fail 'outcomes.csv'
[[ $(table curves 'SELECT DISTINCT n FROM (SELECT sum(people) AS n FROM t GROUP BY run, clock_s)' | tr -d '\r') == 12 ]] || fail 'curves.csv'
# the dictionary tells every column of every table
for file in tables/*.csv; do
    [[ $file == tables/dictionary.csv ]] && continue
    head -1 "$file" | tr -d '\r' | tr , '\n' >columns
    cmp columns <(table dictionary "SELECT column FROM t WHERE file = '$(basename "$file")'" | tr -d '\r"') ||
        fail "the dictionary does not tell the columns of $file"
done
expect 0 run "$two_rooms" --out one.hyo
expect 0 export one.hyo --format csv -o history
[[ $(wc -l <history/events.csv) -gt 20 ]] || fail 'events.csv'
expect 2 export c.hyo --format xml -o tables
says err 'csv, html, jupedsim or world'
expect 2 export "$two_rooms" --format csv -o tables
says err 'no .hyo file'
expect 2 export c.hyo --format csv -o one.hyo
says err 'cannot be made'
