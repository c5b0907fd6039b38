# tools/check-layers lets a good tree pass, and names the file and line of every breach in a bad one.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

write() {
    mkdir -p "$(dirname "$1")"
    cat >"$1"
}

# ---- a good tree

write include/hyosan/status.h <<<'#include <stdint.h>'
write include/hyosan/version.h.in </dev/null
write src/base/maths.h <<<'#include <hyosan/status.h>'
write src/state/columns.def </dev/null
write src/systems/system.h <<<'#include "base/maths.h"'
write src/systems/hearing.h </dev/null
write src/systems/hearing.c <<<'#include "systems/hearing.h"
#include "systems/system.h"
#include "state/columns.def"'
write src/systems/drives/drive.h <<<'#include "systems/system.h"'
write src/systems/drives/drives.def </dev/null
write src/systems/drives/flee.c <<<'#include "systems/drives/drive.h"
#include "systems/drives/drives.def"'
write src/systems/movement/model.h </dev/null
write src/systems/movement/social_force.c <<<'#include "model.h"
#include "../system.h"'
write src/host/file.c <<<'#include <stdio.h>
#include <hyosan/version.h>
#include "sim/step.h"'
write src/sim/step.h </dev/null

if ! "$HYOSAN_SOURCE/tools/check-layers" . >found; then
    echo "a good tree was refused:" >&2
    cat found >&2
    exit 1
fi

# ---- a bad one

write include/hyosan/leaky.h <<<'#include <stdio.h>
#include "base/maths.h"'
write src/base/upward.c <<<'
  #  include "systems/system.h"'
write src/geom/noisy.c <<<'#include <stdint.h>
#include <math.h>'
write src/sim/hosted.c <<<'#include "host/pool.h"'
write src/host/pool.h </dev/null
write src/systems/sight.c <<<'#include "hearing.h"'
write src/systems/drives/hide.c <<<'#include "systems/drives/flee.h"'
write src/systems/drives/flee.h </dev/null
write src/store/lost.c <<<'#include "store/nowhere.h"'
write src/store/early.c <<<'#include "../report/svg.h"'
write src/report/svg.h </dev/null
write src/utils/misc.c </dev/null
echo '// a folder that is no layer' >src/utils/misc.c

if "$HYOSAN_SOURCE/tools/check-layers" . >found; then
    echo "a bad tree was accepted" >&2
    exit 1
fi
cut -d : -f 1,2 found >places
diff places - <<'PLACES'
include/hyosan/leaky.h:1
include/hyosan/leaky.h:2
src/base/upward.c:2
src/geom/noisy.c:2
src/sim/hosted.c:1
src/store/early.c:1
src/store/lost.c:1
src/systems/drives/hide.c:1
src/systems/sight.c:1
src/utils/misc.c:1
PLACES
