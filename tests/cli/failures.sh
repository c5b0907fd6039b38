# What the machine refuses: a full disk, folders that cannot be written, files of another kind or version.
source "$HYOSAN_SOURCE/tests/cli/transcript.bash"

# ---- a limit on the size of files

with_limit() {
    local kilobytes=$1 status=0
    shift
    (ulimit -f "$kilobytes" && exec "$HYOSAN" "$@" 2>err | cat >out; exit "${PIPESTATUS[0]}") || status=$?
    echo "$status"
}

[[ $(with_limit 40 run "$two_rooms" --out small.hyo) -eq 1 ]] || fail 'a file that found no room gave another status than 1'
says err 'a limit on the size of files'
is_silent out
[[ ! -e small.hyo ]] || fail 'a file is left that never began'
if compgen -G '*.new*' >/dev/null; then fail 'a draft is left over'; fi

expect 0 run "$school" --until 11:46 --out begin.hyo
limit=$(($(stat -c %s begin.hyo) / 1024 + 64))
[[ $(with_limit "$limit" run "$school" --out full.hyo) -eq 1 ]] || fail 'a limit gave another status than 1'
says err 'a limit on the size of files'
is_silent out
[[ $(sqlite3 full.hyo "PRAGMA integrity_check; SELECT value FROM meta WHERE key = 'is_complete'") == $'ok\n0' ]] ||
    fail 'what was stored before the limit cannot be read'
expect 0 tell full.hyo
says out 'The run was stopped before its end.'

# ---- a full disk, where this shell may make one

mkdir disk
if mount -t tmpfs -o size=${limit}k hyosan-test disk 2>/dev/null; then
    status=0
    "$HYOSAN" run "$school" --out disk/full.hyo >out 2>err || status=$?
    left=$(sqlite3 disk/full.hyo "SELECT value FROM meta WHERE key = 'is_complete'" || echo none)
    umount disk
    [[ $status -eq 1 ]] || fail "a full disk gave $status"
    says err 'the disk is full'
    [[ $left == 0 ]] || fail 'what was stored before the disk was full cannot be read'
fi
rmdir disk

if [[ -e /dev/full ]]; then
    status=0
    "$HYOSAN" run "$two_rooms" >/dev/full 2>err || status=$?
    [[ $status -eq 1 ]] || fail "a stdout that takes nothing gave $status"
    says err 'stdout cannot be written'
fi

# ---- folders

expect 2 run "$two_rooms" --out nowhere/day.hyo
says err 'nowhere/day.hyo cannot be written'
expect 2 run "$two_rooms" --out "$folder"
says err 'is a folder'
expect 2 run "$two_rooms" --out ''
says err 'empty'
if [[ $(id -u) -ne 0 ]]; then
    mkdir locked
    chmod a-w locked
    expect 2 run "$two_rooms" --out locked/day.hyo
    says err 'locked/day.hyo cannot be written'
fi

# ---- files

expect 0 run "$two_rooms" --out day.hyo
cp day.hyo other.hyo
printf '\0\0\0\11' | dd of=other.hyo bs=1 seek=60 conv=notrunc status=none   # SQLite keeps user_version there
head -c 30000 day.hyo >cut.hyo
: >empty.hyo
for file in "$two_rooms" nowhere.hyo "$folder" empty.hyo other.hyo cut.hyo; do
    for command in tell plot; do
        arguments=("$file")
        [[ $command == tell ]] || arguments+=(-o pictures)
        expect 2 "$command" "${arguments[@]}"
        says err "$file"
        is_silent out
    done
done
expect 2 tell other.hyo
says err 'version 9'
