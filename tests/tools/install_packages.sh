# tools/install-packages does nothing where nothing is missing, and says who must install what where it may not.
set -euo pipefail
command -v dpkg-query >/dev/null || exit 77

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
script=$HYOSAN_SOURCE/tools/install-packages
export PATH=$folder:$PATH

# a command of this name, which prints, and exits with a status
pretend() {
    printf '#!/bin/sh\n%s\n' "$2" >"$folder/$1"
    chmod +x "$folder/$1"
}
pretend apt-get 'echo "apt-get was called: $*"; exit 0'
pretend sudo 'exec "$@"'

pretend dpkg-query 'echo installed'
[ -z "$("$script" build 2>&1)" ]
[ -z "$("$script" test 2>&1)" ]
[ -z "$("$script" coverage 2>&1)" ]

pretend dpkg-query 'case "$*" in *libfyaml-dev) exit 1 ;; *zstd*) echo not-installed ;; *) echo installed ;; esac'
pretend id 'echo 1000'
"$script" build >"$folder/said" 2>&1
grep -q 'with sudo: libfyaml-dev libzstd-dev$' "$folder/said"
grep -q 'apt-get was called: .*install .* libfyaml-dev libzstd-dev$' "$folder/said"

# only who asks for it gets what only coverage needs
pretend dpkg-query 'case "$*" in *gcovr) exit 1 ;; *) echo installed ;; esac'
[ -z "$("$script" test 2>&1)" ]
"$script" coverage >"$folder/said" 2>&1
grep -q 'with sudo: gcovr$' "$folder/said"
pretend dpkg-query 'case "$*" in *libfyaml-dev) exit 1 ;; *zstd*) echo not-installed ;; *) echo installed ;; esac'

pretend apt-get 'exit 100'
if "$script" build 2>"$folder/said"; then exit 1; fi
grep -q 'could not be installed: libfyaml-dev libzstd-dev' "$folder/said"

# without sudo: a folder of commands in which there is none
mkdir "$folder/bare"
for command in sh grep env; do ln -s "$(command -v $command)" "$folder/bare/"; done
mv "$folder/dpkg-query" "$folder/id" "$folder/bare/"
if PATH=$folder/bare "$script" build 2>"$folder/said"; then exit 1; fi
grep -q 'apt-get install --no-install-recommends libfyaml-dev libzstd-dev' "$folder/said"
mv "$folder/bare/dpkg-query" "$folder/bare/id" "$folder/"

if "$script" everything 2>/dev/null; then exit 1; fi
