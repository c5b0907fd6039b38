// The tables of a .hyo file; docs/formats/hyo.md tells how to use them.
#include "store/schema.h"

#include <stddef.h>

const char *const hy_store_schema[] = {
    "CREATE TABLE meta (            -- what the history is: one row a fact, see docs/formats/hyo.md\n"
    "  key TEXT PRIMARY KEY,\n"
    "  value\n"
    ") WITHOUT ROWID;\n",

    "CREATE TABLE texts (           -- scenario, plan, strain and variants as they were read\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  kind TEXT NOT NULL,          -- scenario, plan, strain or variant\n"
    "  file TEXT NOT NULL,\n"
    "  text TEXT NOT NULL\n"
    ");\n",

    "CREATE TABLE settings (        -- what variants and --set changed in scenario, plan and strain, in order\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  setting TEXT NOT NULL        -- path=value\n"
    ");\n",

    // ---- the building, in metres of the plan: x runs east, y north

    "CREATE TABLE levels (\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  name TEXT NOT NULL,\n"
    "  elevation_m REAL NOT NULL,\n"
    "  height_m REAL NOT NULL\n"
    ");\n",

    "CREATE TABLE rooms (\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  name TEXT NOT NULL,\n"
    "  use TEXT NOT NULL,\n"
    "  level INTEGER NOT NULL REFERENCES levels,   -- the lower one for a stair\n"
    "  sheet INTEGER NOT NULL,      -- people meet only on the same sheet: a level, or a flight of stairs\n"
    "  is_outdoor INTEGER NOT NULL,\n"
    "  is_stair INTEGER NOT NULL,\n"
    "  is_void INTEGER NOT NULL,    -- nobody walks there on purpose\n"
    "  area_m2 REAL NOT NULL,\n"
    "  centre_x REAL NOT NULL, centre_y REAL NOT NULL,   -- a point well inside\n"
    "  outline TEXT NOT NULL        -- WKT: POLYGON((x y, ...)), counter-clockwise and closed\n"
    ");\n",

    "CREATE TABLE openings (        -- doors, windows, gates and gaps\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  name TEXT NOT NULL,\n"
    "  kind TEXT NOT NULL,\n"
    "  room INTEGER NOT NULL REFERENCES rooms,\n"
    "  other_room INTEGER REFERENCES rooms,   -- NULL: a window that looks outdoors\n"
    "  from_x REAL NOT NULL, from_y REAL NOT NULL, to_x REAL NOT NULL, to_y REAL NOT NULL,\n"
    "  is_passable INTEGER NOT NULL,          -- when it is open\n"
    "  is_glazed INTEGER NOT NULL,\n"
    "  has_lock INTEGER NOT NULL,\n"
    "  starts_open INTEGER NOT NULL, starts_locked INTEGER NOT NULL\n"
    ");\n",

    "CREATE TABLE obstacles (       -- furniture: boxes\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  kind TEXT NOT NULL,\n"
    "  room INTEGER NOT NULL REFERENCES rooms,\n"
    "  x REAL NOT NULL, y REAL NOT NULL, width REAL NOT NULL, depth REAL NOT NULL, height_m REAL NOT NULL\n"
    ");\n",

    "CREATE TABLE places (          -- exits, speakers, things that lie about\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  name TEXT NOT NULL,\n"
    "  kind TEXT NOT NULL,\n"
    "  room INTEGER NOT NULL REFERENCES rooms,\n"
    "  x REAL NOT NULL, y REAL NOT NULL\n"
    ");\n",

    // ---- the people

    "CREATE TABLE stages (          -- what the infection makes of its carrier\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  name TEXT NOT NULL,\n"
    "  cell TEXT NOT NULL           -- how it counts: human, incubating, zombie, halfbie or dead\n"
    ");\n",

    "CREATE TABLE sounds (          -- what devices and people can make sound\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  name TEXT NOT NULL,\n"
    "  level_db REAL NOT NULL       -- at 1 m\n"
    ");\n",

    "CREATE TABLE groups (          -- classes and staff\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  name TEXT NOT NULL,\n"
    "  role TEXT NOT NULL,          -- student or staff\n"
    "  home INTEGER REFERENCES rooms,\n"
    "  first_person INTEGER NOT NULL, person_count INTEGER NOT NULL   -- they stand together in persons\n"
    ");\n",

    "CREATE TABLE persons (\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  name TEXT NOT NULL,          -- of unnamed ones made from role, group and number\n"
    "  is_named INTEGER NOT NULL,\n"
    "  note TEXT NOT NULL,\n"
    "  \"group\" INTEGER NOT NULL REFERENCES groups,\n"
    "  role TEXT NOT NULL,\n"
    "  sex TEXT NOT NULL,\n"
    "  walk_m_per_s REAL, sprint_m_per_s REAL, strength REAL, courage REAL, empathy REAL, responsibility REAL,\n"
    "  fear_threshold REAL,\n"
    "  -- as of the last transaction:\n"
    "  cell TEXT NOT NULL,          -- human, incubating, zombie, halfbie, dead or escaped\n"
    "  stage INTEGER NOT NULL REFERENCES stages,\n"
    "  room INTEGER REFERENCES rooms,          -- the last one, for who is away\n"
    "  infected_by INTEGER REFERENCES persons,\n"
    "  stopped_by INTEGER REFERENCES persons,\n"
    "  belief_event INTEGER REFERENCES events,     -- how this person came to believe\n"
    "  infection_event INTEGER REFERENCES events,  -- how the infection came\n"
    "  turning_event INTEGER REFERENCES events,    -- what it became\n"
    "  fate_event INTEGER REFERENCES events        -- the last thing that befell this person\n"
    ");\n",

    "CREATE TABLE ties (\n"
    "  person INTEGER NOT NULL REFERENCES persons,\n"
    "  other INTEGER NOT NULL REFERENCES persons,\n"
    "  kind TEXT NOT NULL,          -- friend (kin and loved ones too), bullies\n"
    "  PRIMARY KEY (person, other, kind)\n"
    ") WITHOUT ROWID;\n",

    "CREATE TABLE incidents (       -- what the scenario makes happen\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  clock_s REAL NOT NULL,\n"
    "  kind TEXT NOT NULL,\n"
    "  who INTEGER REFERENCES persons,\n"
    "  note TEXT NOT NULL           -- as told by the scenario\n"
    ");\n",

    // ---- the history

    "CREATE TABLE events (\n"
    "  id INTEGER PRIMARY KEY,      -- counts from 0\n"
    "  tick INTEGER NOT NULL,       -- steps of meta.step_s since meta.start_s\n"
    "  clock_s REAL NOT NULL,       -- seconds since midnight\n"
    "  kind TEXT NOT NULL,          -- see docs/formats/hyo.md\n"
    "  who INTEGER REFERENCES persons,\n"
    "  whom INTEGER REFERENCES persons,\n"
    "  room INTEGER REFERENCES rooms,\n"
    "  opening INTEGER REFERENCES openings,\n"
    "  detail INTEGER NOT NULL,     -- by kind\n"
    "  cause INTEGER REFERENCES events,\n"
    "  x REAL NOT NULL, y REAL NOT NULL\n"
    ");\n",

    "CREATE TABLE deeds (           -- the ledger: whom an act harmed or saved; docs/model/ledger.md tells how\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  doer INTEGER NOT NULL REFERENCES persons,\n"
    "  whom INTEGER NOT NULL REFERENCES persons,\n"
    "  act TEXT NOT NULL,           -- bit, opened_door, told ...\n"
    "  is_harm INTEGER NOT NULL,    -- 0: it saved\n"
    "  is_knowing INTEGER NOT NULL, -- the doer knew what was going on\n"
    "  act_event INTEGER NOT NULL REFERENCES events,      -- what was done\n"
    "  effect_event INTEGER NOT NULL REFERENCES events    -- what came of it\n"
    ");\n",

    "CREATE TABLE totals (          -- every ten seconds of simulated time: people of each role, each in one cell\n"
    "  tick INTEGER NOT NULL,\n"
    "  clock_s REAL NOT NULL,\n"
    "  role TEXT NOT NULL,\n"
    "  human INTEGER NOT NULL, incubating INTEGER NOT NULL, zombie INTEGER NOT NULL, halfbie INTEGER NOT NULL,\n"
    "  dead INTEGER NOT NULL, escaped INTEGER NOT NULL,\n"
    "  PRIMARY KEY (tick, role)\n"
    ") WITHOUT ROWID;\n",

    "CREATE TABLE hashes (          -- every simulated minute: the hash of the whole state\n"
    "  tick INTEGER PRIMARY KEY,\n"
    "  hash TEXT NOT NULL           -- sixteen hexadecimal digits\n"
    ");\n",

    "CREATE TABLE interventions (   -- what was done to the history from outside while it ran, in order\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  tick INTEGER NOT NULL,\n"
    "  kind TEXT NOT NULL,          -- open, shut, lock, unlock, alarm, take_away, cure, protect, keep, restrain, redraw\n"
    "  target INTEGER NOT NULL,     -- opening, person (take_away, cure, protect, restrain), or number (redraw)\n"
    "  for_ticks INTEGER            -- how long it lasts: 0 for what happens once, NULL to the end\n"
    ");\n",

    "CREATE TABLE worlds (          -- the description that the texts and settings make, packed, for viewers\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  size INTEGER NOT NULL,       -- bytes when unpacked\n"
    "  packed BLOB NOT NULL         -- zstd\n"
    ");\n",

    // ---- where everybody was

    "CREATE TABLE sheets (          -- how positions in keyframes are packed: x = corner_x + packed x * unit_m\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  name TEXT NOT NULL,\n"
    "  level INTEGER NOT NULL REFERENCES levels,\n"
    "  corner_x REAL NOT NULL, corner_y REAL NOT NULL,\n"
    "  unit_m REAL NOT NULL\n"
    ");\n",

    "CREATE TABLE drives (          -- names of the numbers in keyframes\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  name TEXT NOT NULL\n"
    ");\n",

    "CREATE TABLE keyframes (       -- runs of pictures, compressed together; docs/formats/hyo.md describes the bytes\n"
    "  first_tick INTEGER PRIMARY KEY,\n"
    "  last_tick INTEGER NOT NULL,\n"
    "  frame_count INTEGER NOT NULL,\n"
    "  size INTEGER NOT NULL,       -- bytes when unpacked\n"
    "  frames BLOB NOT NULL         -- zstd\n"
    ");\n",

    // ---- for people who look into the file

    "CREATE VIEW story AS           -- the events with names\n"
    "  SELECT e.id, printf('%02d:%02d:%02d', e.clock_s / 3600, e.clock_s / 60 % 60, e.clock_s % 60) AS clock, e.kind,\n"
    "         who.name AS who, whom.name AS whom, r.name AS room, o.name AS opening, e.detail, e.cause\n"
    "  FROM events e\n"
    "  LEFT JOIN persons who ON who.id = e.who LEFT JOIN persons whom ON whom.id = e.whom\n"
    "  LEFT JOIN rooms r ON r.id = e.room LEFT JOIN openings o ON o.id = e.opening\n"
    "  ORDER BY e.id;\n",

    "CREATE VIEW ledger AS          -- for each person who did anything: how many were harmed and saved\n"
    "  SELECT p.id, p.name,\n"
    "         COUNT(DISTINCT CASE WHEN d.is_harm AND d.is_knowing THEN d.whom END) AS harmed_knowing,\n"
    "         COUNT(DISTINCT CASE WHEN d.is_harm THEN d.whom END) AS harmed,\n"
    "         COUNT(DISTINCT CASE WHEN NOT d.is_harm THEN d.whom END) AS saved\n"
    "  FROM deeds d JOIN persons p ON p.id = d.doer GROUP BY p.id ORDER BY harmed + saved DESC, p.id;\n",
    NULL,
};
