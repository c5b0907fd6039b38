#!/bin/bash
# One day of the school, one history: this build with 1, 2, 3, 5 and 8 threads, and the same sources under gcc -O0, gcc
# -O3 for vectors of middle width, and clang -O2, all against the hash of every simulated minute in golden_hyosan_high.txt. What
# is slow sees the first hours only; the outbreak begins after fifty minutes. With --whole-day everything sees all of it.
#
# `tests/golden/sweep.sh --write` writes that file anew with gcc -O3. A change of it is a change of results: it wants a new
# epoch and a line in CHANGELOG. KEEP=folder keeps the programs that were built.
set -euo pipefail
source_folder=${HYOSAN_SOURCE:-$(cd "$(dirname "$0")/../.." && pwd)}
golden=$source_folder/tests/golden/golden_hyosan_high.txt
scenario=$source_folder/scenarios/hyosan-high.yaml
build_type=${HYOSAN_BUILD:+$(sed -n 's/^CMAKE_BUILD_TYPE:STRING=//p' "$HYOSAN_BUILD/CMakeCache.txt")}
# sanitizers, coverage and debug builds are too slow for a day
if [[ -n ${HYOSAN_SANITIZE:-} || ${HYOSAN_CFLAGS:-} == *--coverage* || $build_type == Debug ]]; then
    echo "only for release builds"
    exit 77
fi
folder=${KEEP:-$(mktemp -d)}
[[ -n ${KEEP:-} ]] || trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder"

# build NAME COMPILER FLAGS...: the core, the reader and what they need of the host, into $folder/NAME
build() {
    local name=$1 compiler=$2
    shift 2
    local flags=(-std=c17 -D_GNU_SOURCE "$@" -fno-fast-math -ffp-contract=off -fno-tree-vectorize -fno-math-errno
        -I"$source_folder/include" -I"$source_folder/src" -w)
    local sources=()
    mapfile -t sources < <(find "$source_folder"/src/{base,geom,spec,model,state,systems,sim,scenario} -name '*.c'
        printf '%s\n' "$source_folder"/src/host/{file,machine,memory,pool}.c "$source_folder/tests/golden/hashes.c")
    mkdir -p "$folder/$name.o"
    local source
    # one file at a time on each processor
    printf '%s\0' "${sources[@]}" | (cd "$folder/$name.o" && xargs -0 -P "$(nproc)" -I{} sh -c \
        'source=$1; shift; exec "$@" -c "$source" -o "$(printf %s "$source" | tr / _).o"' sh {} "$compiler" "${flags[@]}")
    "$compiler" -o "$folder/$name" "$folder/$name.o"/*.o $(pkg-config --libs libfyaml) -lm -pthread
}

# compare NAME MINUTES THREADS BLOCK_SIZE: 0 minutes is the whole day
failed_count=0
compare() {
    local name=$1 minutes=$2 threads=$3 block_size=$4 started=$SECONDS
    "$folder/$name" "$scenario" "$minutes" "$threads" "$block_size" >"$folder/$name.txt"
    local expected=$golden
    if [[ $minutes -gt 0 ]]; then
        head -n $((minutes + 1)) "$golden" >"$folder/expected.txt"
        expected=$folder/expected.txt
    fi
    if cmp -s "$expected" "$folder/$name.txt"; then
        echo "same: $name, $threads threads, blocks of $block_size, $(wc -l <"$folder/$name.txt") minutes, $((SECONDS - started)) s"
    else
        echo "OTHER: $name, $threads threads, blocks of $block_size; first difference (expected, found):"
        diff "$expected" "$folder/$name.txt" | sed -n '2p;/^>/{p;q}' || true
        failed_count=$((failed_count + 1))
    fi
}

if [[ ${1:-} != --write && -x ${HYOSAN_BUILD:-}/tests/golden_hashes ]]; then
    ln -sf "$HYOSAN_BUILD/tests/golden_hashes" "$folder/release"
else
    build release "${CC:-gcc}" -O3
fi
if [[ ${1:-} == --write ]]; then
    "$folder/release" "$scenario" >"$golden"
    echo "written: $golden, $(wc -l <"$golden") minutes"
    exit 0
fi
if [[ ! -s $golden ]]; then
    echo "there is no $golden yet: tests/golden/sweep.sh --write"
    exit 77
fi
threads_minutes=120 slow_minutes=90
if [[ ${1:-} == --whole-day ]]; then
    threads_minutes=0 slow_minutes=0
fi
compare release 0 1 1024
# small blocks, so that the threads really share the work; through the hours in which everybody runs
for threads in 2 3 5 8; do
    compare release "$threads_minutes" "$threads" 64
done
# the release build has the widest vectors of the machine, gcc -O0 and clang -O2 the narrowest: these lie between
if grep -qw avx2 /proc/cpuinfo 2>/dev/null; then
    build gcc-O3-avx2 gcc -O3 -mavx2 -mfma
    compare gcc-O3-avx2 0 0 1024
fi
build gcc-O0 gcc -O0
compare gcc-O0 "$slow_minutes" 2 64
if command -v clang >/dev/null; then
    build clang-O2 clang -O2
    compare clang-O2 0 0 1024
fi
[[ $failed_count -eq 0 ]]
