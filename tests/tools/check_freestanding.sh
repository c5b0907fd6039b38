# tools/check-freestanding lets pure code pass, and refuses a call into the C library, a global and a function's static.
set -euo pipefail
[ -z "$HYOSAN_SANITIZE" ] || exit 77

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# whether the checker accepts the C text of $1
accepts() {
    echo "$1" | "$CC" -std=c17 -ffreestanding -O1 -x c -c - -o "$folder/object.o"
    "$HYOSAN_SOURCE/tools/check-freestanding" "$folder/object.o" 2>"$folder/complaint"
}

expect_refused() {
    if accepts "$2" || ! grep -q "$1" "$folder/complaint"; then
        echo "not refused for $1: $2" >&2
        exit 1
    fi
}

accepts 'static const char *const names[] = {"a", "b"}; const char *name(int i) { return names[i]; }'
accepts 'typedef struct { char text[4096]; } page; void copy(page *to, const page *from) { *to = *from; }'
expect_refused puts 'int puts(const char *); void greet(void) { puts("hello"); }'
expect_refused sinf 'float sinf(float); float wave(float x) { return sinf(x); }'
expect_refused counter 'int counter; int count(void) { return ++counter; }'
expect_refused calls 'int count(void) { static int calls = 3; return ++calls; }'
