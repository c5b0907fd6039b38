# An installed tree builds a user's program, by pkg-config and by find_package, also after it was moved.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cmake --install "$HYOSAN_BUILD" --prefix "$folder/first" >/dev/null
mv "$folder/first" "$folder/moved"
prefix=$folder/moved

expect_version() {
    local found
    found=$(LD_LIBRARY_PATH=$(find "$prefix" -name 'libhyosan.*' -printf '%h' -quit) "$1")
    grep -q "#define HY_VERSION_TEXT \"$found\"" "$prefix/include/hyosan/version.h"
}

PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name hyosan.pc)")
export PKG_CONFIG_PATH
# word splitting is wanted: both are lists of flags
consumer=$HYOSAN_SOURCE/tests/install
# shellcheck disable=SC2046,SC2086
$CC $HYOSAN_CFLAGS "$consumer/consumer.c" $(pkg-config --cflags --libs hyosan) -o "$folder/by_pkg_config"
expect_version "$folder/by_pkg_config"

cmake -G Ninja -S "$consumer" -B "$folder/build" -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_C_COMPILER="$CC" \
    -DCMAKE_C_FLAGS="$HYOSAN_CFLAGS" >/dev/null
cmake --build "$folder/build" >/dev/null
expect_version "$folder/build/consumer"

# every public header stands alone, in C and under a strict compiler
for header in "$prefix"/include/hyosan/*.h; do
    echo "#include <hyosan/$(basename "$header")>" |
        $CC -std=c17 -Wall -Wextra -Wpedantic -Werror -fsyntax-only -I "$prefix/include" -x c - ||
        { echo "$header does not stand alone" >&2; exit 1; }
done
