# Help, versions, and what every command says to wrong usage: one line of remedy, a pointer to the help, status 2.
source "$HYOSAN_SOURCE/tests/cli/transcript.bash"

expect 0 --help
for command in run tell twist plot view export check bench; do says out "  $command "; done
is_silent err
expect 0 --version
says out 'hyosan '
says out 'epoch'
expect 2
is_silent out
says err 'usage:'
expect 2 dance
says err "there is no command 'dance'"
expect 2 --dance
says err 'there is no option --dance'

for command in run tell twist plot view export check bench; do
    expect 0 "$command" --help
    says out "usage: hyosan $command"
    is_silent err
    expect 2 "$command" --dance
    says err '--dance'
    says err "Try 'hyosan $command --help'."
    is_silent out
done
for command in run tell twist plot view export check; do
    expect 2 "$command"
    says err "Try 'hyosan $command --help'."
done

expect 2 run a.yaml b.yaml
says err "'b.yaml' is one too many"
expect 2 run "$two_rooms" --seed
says err '--seed needs a value'
expect 2 run "$two_rooms" --seed=-1
says err '--seed needs a whole number'
expect 2 run "$two_rooms" --seed 99999999999999999999
expect 2 run "$two_rooms" --threads 0
says err '--threads needs a whole number from 1'
expect 2 run "$two_rooms" --until noon
says err '--until needs a clock time'
expect 2 run "$two_rooms" --until 09:75
expect 2 run "$two_rooms" --until 23:00
says err '--until must lie after 09:00'
expect 2 run "$two_rooms" --set seed
says err 'PATH=VALUE'
expect 2 run "$two_rooms" --json=yes
says err 'takes no value'
expect 2 run nowhere.yaml
says err 'nowhere.yaml'
is_silent out
expect 2 run "$HYOSAN_SOURCE/plans/two-rooms.yaml"
says err 'is no scenario'
expect 2 plot some.hyo
says err '-o DIR is needed'
expect 2 plot some.hyo -o pictures --at soon
says err '--at needs a clock time'
expect 2 bench --repeats none
says err '--repeats needs a whole number'
