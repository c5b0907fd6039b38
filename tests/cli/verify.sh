# `verify`: a quick part of the movement suite, its JSON, its page, and what a case that does not hold does.
source "$HYOSAN_SOURCE/tests/cli/transcript.bash"

cp -r "$HYOSAN_SOURCE/tests" . # the files of the cases are first looked for here
field() { sqlite3 :memory: "SELECT json_extract(readfile('out'), '$1')"; }

# single people: what holds whatever the crowd does
quick=(rimea-1 imo-1 rimea-2 rimea-3 nist-2.1 juelich-1)
expect 0 verify movement "${quick[@]}" --seeds 2 --threads 2
says out 'movement/rimea-1: holds'
says out 'published 26 to 34 s; measured 30'
says out '6 cases hold, 0 do not, 0 are not supported'
is_silent err

expect 0 verify movement "${quick[@]}" nist-2.7 --seeds 2 --json
is_silent err
[[ $(field '$.cases[0].case') == rimea-1 && $(field '$.cases[0].suite') == movement ]] || fail 'names'
[[ $(field '$.cases[0].low') == 26.0 && $(field '$.cases[0].high') == 34.0 ]] || fail 'bounds'
[[ $(field '$.cases[0].holds') == 1 && $(field '$.cases[0].seeds') == 2 ]] || fail 'verdict'
[[ -n $(field '$.cases[0].published') && -n $(field '$.cases[0].source') ]] || fail 'source'
[[ $(sqlite3 :memory: "SELECT abs(json_extract(readfile('out'), '$.cases[0].measured') - 30.1) < 0.5") == 1 ]] ||
    fail 'measured'
[[ $(field '$.not_supported[0].case') == nist-2.7 && -n $(field '$.not_supported[0].reason') ]] || fail 'missing case'

# one thread shows what two show
expect 0 verify movement "${quick[@]}" --seeds 2 --threads 1 && cp out one
expect 0 verify movement "${quick[@]}" --seeds 2 --threads 2
cmp -s one out || fail 'threads change the result'

# so does a crowd, whether its case holds or not
for threads in 1 2; do
    "$HYOSAN" verify movement bottleneck-kretz-1.0 imo-10 --seeds 3 --threads $threads >"crowd-$threads" || [[ $? -eq 3 ]]
done
cmp -s crowd-1 crowd-2 || fail 'threads change a crowd'

# a case that does not hold
sed -i 's/walk: {kind: constant, a: 1.0}/walk: {kind: constant, a: 0.5}/' tests/verification/movement/corridor/one-person.yaml
expect 3 verify movement imo-1 --seeds 1
says out 'DOES NOT HOLD'
expect 3 verify movement imo-1 --seeds 1 --json
[[ $(field '$.cases[0].holds') == 0 ]] || fail 'a case that does not hold'
# one whose file is broken
echo 'scenario: [' >tests/verification/movement/corridor/one-person.yaml
expect 3 verify movement imo-1 --seeds 1
says out 'not measured:'

# the page, and its pictures beside it
mkdir pages
expect 0 verify movement rimea-2 nist-2.7 --seeds 1 --page pages/verification.md
grep -q '1 cases hold, 0 do not, 1 are not supported' pages/verification.md || fail 'the count of the page'
grep -q 'there are no elevators' pages/verification.md || fail 'what is missing'
for picture in speed-density flow-density bottleneck wide-bottleneck; do
    grep -q '^</svg>$' "pages/pictures/verification/$picture.svg" || fail "$picture"
done
expect 1 verify movement rimea-2 --seeds 1 --page nowhere/verification.md
says err 'cannot be written'

# the shipped pages know every case
expect 0 verify --list
while read -r suite name; do
    page=docs/verification.md
    [[ $suite != outbreak ]] || page=docs/verification-outbreak.md
    [[ $suite != canon ]] || page=docs/canon.md
    grep -qF "\`$name\`" "$HYOSAN_SOURCE/$page" || fail "$page does not tell of $name"
done <out

# the outbreak: what is quick of it, and the words of its page
cp -r "$HYOSAN_SOURCE/strains" .
expect 0 verify outbreak szr-stopped-small infected-by-bite infected-by-scratch --threads 2
says out '3 cases hold, 0 do not, 0 are not supported'
expect 0 verify outbreak infected-by-scratch --page pages/outbreak.md
grep -q 'SZR chain' pages/outbreak.md || fail 'the words of the page'

# what takes hours is measured only where it is asked for
cp -r "$HYOSAN_SOURCE/scenarios" "$HYOSAN_SOURCE/plans" .
"$HYOSAN" verify canon T1 --runs 2 --threads 1 --json >out 2>err || [[ $? -eq 3 ]]
[[ $(field '$.cases[0].suite') == canon && $(field '$.cases[0].seeds') == 2 ]] || fail 'the suite of what is told'
[[ $(field '$.cases[0].unit') == s && $(field '$.cases[0].high') == 213.5 ]] || fail 'the target of T1'

expect 0 verify --help
says out 'usage: hyosan verify'
expect 2 verify walking
says err "'walking'"
expect 2 verify movement rimea-99
says err "'rimea-99'"
expect 2 verify movement --seeds 0
expect 2 verify movement --seed
