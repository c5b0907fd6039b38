// The tables of many runs; docs/formats/hyo.md tells how to use them.
#include "store/study_file.h"

const char *const hy_study_schema[] = {
    "CREATE TABLE variants (        -- what is compared: settings besides those of the table settings\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  label TEXT NOT NULL,\n"
    "  model_hash TEXT              -- NULL until a run of it began\n"
    ");\n",

    "CREATE TABLE variant_settings (\n"
    "  variant INTEGER NOT NULL REFERENCES variants,\n"
    "  id INTEGER NOT NULL,         -- their order\n"
    "  setting TEXT NOT NULL,       -- path=value\n"
    "  PRIMARY KEY (variant, id)\n"
    ") WITHOUT ROWID;\n",

    "CREATE TABLE branches (        -- where variants leave a finished history, that of meta.first_seed\n"
    "  variant INTEGER PRIMARY KEY REFERENCES variants,\n"
    "  reference INTEGER NOT NULL REFERENCES variants,   -- what it is held against; itself: nothing\n"
    "  event INTEGER,               -- of the history: what is reversed, or is not where another variant reverses it\n"
    "  text TEXT NOT NULL,          -- that event in words\n"
    "  estimate REAL,               -- people expected to fare otherwise without it, by the causes; NULL: not reckoned\n"
    "  tick INTEGER NOT NULL,       -- until here it is the history, bit for bit\n"
    "  redraw_tick INTEGER NOT NULL,   -- from here on run number n draws with the seed and n + 1\n"
    "  commands TEXT NOT NULL       -- JSON, as run --commands reads it; run number n has n + 1 for draw 0\n"
    ");\n",

    "CREATE TABLE parameters (      -- of a sweep or fit: what its settings change, in their order\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  name TEXT NOT NULL,\n"
    "  path TEXT NOT NULL,\n"
    "  low REAL, high REAL          -- NULL for a list of values\n"
    ");\n",

    "CREATE TABLE asked (           -- outcomes that a sweep or a search for twists is reckoned for\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  outcome TEXT NOT NULL\n"
    ");\n",

    "CREATE TABLE targets (         -- of a fit: what it is to meet\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  outcome TEXT NOT NULL,\n"
    "  at_s REAL,                   -- clock time in seconds since midnight; NULL: the end of the run\n"
    "  value REAL NOT NULL,\n"
    "  scale REAL NOT NULL          -- the difference that counts as one\n"
    ");\n",

    "CREATE TABLE generations (     -- of a fit: its steps that came to their end\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  first_variant INTEGER NOT NULL, new INTEGER NOT NULL,   -- the particles that it added; a particle is a variant\n"
    "  kept INTEGER NOT NULL,\n"
    "  tolerance REAL NOT NULL,     -- greatest distance of a kept particle\n"
    "  accepted REAL NOT NULL,      -- share of the new ones that came nearer than the tolerance before\n"
    "  effective REAL NOT NULL      -- as many independent samples tell as much\n"
    ");\n",

    "CREATE TABLE particles (\n"
    "  variant INTEGER PRIMARY KEY REFERENCES variants,\n"
    "  generation INTEGER NOT NULL REFERENCES generations,     -- that added it\n"
    "  distance REAL,               -- from the targets, in scales; NULL: all its runs failed\n"
    "  weight REAL NOT NULL         -- prior over proposal\n"
    ");\n",

    "CREATE TABLE particle_values ( -- what the runs of a particle gave for each target, in the mean\n"
    "  variant INTEGER NOT NULL REFERENCES variants,\n"
    "  target INTEGER NOT NULL REFERENCES targets,\n"
    "  value REAL NOT NULL,\n"
    "  PRIMARY KEY (variant, target)\n"
    ") WITHOUT ROWID;\n",

    "CREATE TABLE populations (     -- the particles that each generation kept, the nearest first\n"
    "  generation INTEGER NOT NULL REFERENCES generations,\n"
    "  rank INTEGER NOT NULL,\n"
    "  variant INTEGER NOT NULL REFERENCES particles,\n"
    "  share REAL NOT NULL,         -- of the posterior; all of a generation add up to 1\n"
    "  PRIMARY KEY (generation, rank)\n"
    ") WITHOUT ROWID;\n",

    "CREATE TABLE runs (            -- one row for each run that came to its end\n"
    "  id INTEGER PRIMARY KEY,      -- number * variants + variant; of a fit variant * meta.runs + number\n"
    "  variant INTEGER NOT NULL REFERENCES variants,\n"
    "  number INTEGER NOT NULL,     -- of the run among those of its variant, from 0\n"
    "  seed INTEGER NOT NULL,       -- first_seed + number: equal numbers of all variants have equal seeds; of a fit\n"
    "                               -- first_seed + id;\n"
    "                               -- in a file with branches first_seed: equal numbers have equal draws\n"
    "  status TEXT NOT NULL,        -- done or failed\n"
    "  error TEXT,                  -- of a failed run, which has nothing else\n"
    "  command TEXT,                -- that repeats it\n"
    "  state_hash TEXT,             -- of the last state\n"
    "  last_tick INTEGER,\n"
    "  agent_steps INTEGER,\n"
    "  infected INTEGER,            -- events of infection\n"
    "  died INTEGER,                -- people killed\n"
    "  peak_zombies INTEGER, peak_tick INTEGER,   -- most at once, and when first\n"
    "  over_tick INTEGER,           -- since when nobody carries the infection; NULL: somebody does at the end\n"
    "  wall_s REAL                  -- seconds that it took: measured, and no result\n"
    ");\n",

    "CREATE TABLE run_groups (      -- people of a group in each cell at the end\n"
    "  run INTEGER NOT NULL REFERENCES runs,\n"
    "  \"group\" INTEGER NOT NULL REFERENCES groups,\n"
    "  human INTEGER NOT NULL, incubating INTEGER NOT NULL, zombie INTEGER NOT NULL, halfbie INTEGER NOT NULL,\n"
    "  dead INTEGER NOT NULL, escaped INTEGER NOT NULL,\n"
    "  PRIMARY KEY (run, \"group\")\n"
    ") WITHOUT ROWID;\n",

    "CREATE TABLE run_persons (     -- those with a name at the end\n"
    "  run INTEGER NOT NULL REFERENCES runs,\n"
    "  person INTEGER NOT NULL REFERENCES persons,\n"
    "  cell TEXT NOT NULL,\n"
    "  infection_tick INTEGER,      -- NULL: was not infected\n"
    "  room INTEGER REFERENCES rooms,\n"
    "  PRIMARY KEY (run, person)\n"
    ") WITHOUT ROWID;\n",

    "CREATE TABLE run_totals (      -- the curve: every meta.sample_ticks and at the end\n"
    "  run INTEGER NOT NULL REFERENCES runs,\n"
    "  sample INTEGER NOT NULL,     -- tick: sample * meta.sample_ticks, at most meta.end_tick\n"
    "  role TEXT NOT NULL,          -- roles that nobody has are left out\n"
    "  human INTEGER NOT NULL, incubating INTEGER NOT NULL, zombie INTEGER NOT NULL, halfbie INTEGER NOT NULL,\n"
    "  dead INTEGER NOT NULL, escaped INTEGER NOT NULL,\n"
    "  PRIMARY KEY (run, sample, role)\n"
    ") WITHOUT ROWID;\n",

    "CREATE TABLE run_risks (       -- where and when; rows without any are left out\n"
    "  run INTEGER NOT NULL REFERENCES runs,\n"
    "  room INTEGER NOT NULL REFERENCES rooms,\n"
    "  hour INTEGER NOT NULL,       -- of the clock\n"
    "  infected INTEGER NOT NULL,   -- events of infection\n"
    "  died INTEGER NOT NULL,\n"
    "  PRIMARY KEY (run, room, hour)\n"
    ") WITHOUT ROWID;\n",

    // ---- for people who look into the file

    "CREATE VIEW outcomes AS        -- how every run ended for every group\n"
    "  SELECT r.id AS run, v.label AS variant, r.seed, g.name AS \"group\", g.role, o.human, o.incubating, o.zombie,\n"
    "         o.halfbie, o.dead, o.escaped\n"
    "  FROM run_groups o JOIN runs r ON r.id = o.run JOIN variants v ON v.id = r.variant\n"
    "  JOIN groups g ON g.id = o.\"group\" ORDER BY r.id, g.id;\n",
    NULL,
};
