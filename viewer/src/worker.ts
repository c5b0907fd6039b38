// A worker steps the engine: as a scout to the end of the history, or as a player to the moment that is to be shown.
import { Engine, EVENT_NUMBERS } from './engine';
import { PERSON_NUMBERS, STAFF_KIND, type Frame, type MapOfRooms, type MapWish, type Watched } from './frames';
import { KeyframePacker, restored } from './keyframes';
import type { Begin, FromWorker, Progress, Saved, Show, ToWorker } from './protocol';
import { ESCAPED, HUMAN } from './world';

/** work of the scout between two messages, milliseconds */
const SLICE_MS = 40;
/** work between two saved states: a jump costs about as much at most */
const SAVE_MS = 40;
/** time between two tellings of the chronicle */
const STORY_MS = 1200;
const TOTALS_S = 10;
const HASH_S = 60;
/** saved states may take so much memory together, bytes */
const SAVED_LIMIT = 1 << 29;

let engine: Engine;

function post(message: FromWorker, transfer: Transferable[] = []): void {
  (self as unknown as Worker).postMessage(message, transfer);
}

// ---- the scout

/** those of a branch that came before it */
let knownEvents = 0;

function* scout(): Generator<Progress> {
  const { scene } = engine;
  const step = Math.max(1, Math.round(1 / scene.step));
  const totalsPeriod = Math.round(TOTALS_S / scene.step);
  const hashPeriod = Math.round(HASH_S / scene.step);
  let found = emptyProgress();
  let workMs = 0;
  let sinceSaved = 0;
  let saveMs = SAVE_MS;
  let savedBytes = 0;
  const packer = new KeyframePacker();
  const note = (tick: number) => {
    if (tick % totalsPeriod === 0 || tick === scene.endTick) {
      found.totals.push([tick, engine.counts()]);
      found.groups.push([tick, well()]);
    }
    if (tick % hashPeriod === 0 || tick === scene.endTick) {
      found.hashes.push([tick, engine.hash]);
    }
  };
  const save = () => {
    const keyframe = packer.pack(engine.tick, engine.save());
    found.saved.push(keyframe);
    savedBytes += keyframe.bytes.length;
    sinceSaved = 0;
    // a large world keeps fewer moments
    if (savedBytes > SAVED_LIMIT / 2) {
      saveMs *= 1.1;
    }
  };
  note(engine.tick);
  save();
  let begun = performance.now();
  let told = begun;
  let eventCount = knownEvents;
  const findings = (isEnd: boolean): Progress => {
    const events = engine.eventsFrom(eventCount);
    eventCount += events.length / EVENT_NUMBERS;
    const isTime = isEnd || performance.now() - told > STORY_MS;
    if (isTime) {
      told = performance.now();
    }
    return { ...found, tick: engine.tick, events, workMs, isEnd, story: isTime ? engine.story() : null };
  };
  while (engine.tick < scene.endTick) {
    const before = performance.now();
    engine.runTo(Math.min(engine.tick + step - (engine.tick % step), scene.endTick));
    note(engine.tick);
    const spent = performance.now() - before;
    workMs += spent;
    sinceSaved += spent;
    if (sinceSaved > saveMs && savedBytes < SAVED_LIMIT) {
      save();
    }
    if (performance.now() - begun > SLICE_MS) {
      yield findings(false);
      found = emptyProgress();
      begun = performance.now();
    }
  }
  yield findings(true);
}

function emptyProgress(): Progress {
  return { kind: 'progress', tick: 0, isEnd: false, workMs: 0, events: new Uint32Array(0), totals: [], groups: [], hashes: [], saved: [], story: null };
}

// how many of each group are neither infected nor dead
function well(): Uint16Array<ArrayBuffer> {
  const { scene } = engine;
  const presence = engine.column('person.presence');
  const stage = engine.column('person.stage');
  return Uint16Array.from(scene.groups, (group) => {
    let count = 0;
    for (let i = group.first; i < group.first + group.count; i++) {
      count += presence[i] !== 0 || scene.stages[stage[i]].cell === HUMAN ? 1 : 0;
    }
    return count;
  });
}

async function runAhead(): Promise<void> {
  for (const progress of scout()) {
    post(progress, progress.saved.map(({ bytes }) => bytes.buffer));
    // let a message in
    await new Promise((resume) => setTimeout(resume, 0));
  }
}

// ---- the player

function people(): { people: Float32Array<ArrayBuffer>; rooms: Uint32Array<ArrayBuffer> } {
  const { scene } = engine;
  const count = scene.persons.length;
  const [originX, originY] = scene.origin;
  const x = engine.column('person.x');
  const y = engine.column('person.y');
  const headingX = engine.column('person.heading_x');
  const headingY = engine.column('person.heading_y');
  const presence = engine.column('person.presence');
  const stage = engine.column('person.stage');
  const rooms = (engine.column('person.room') as Uint32Array).slice() as Uint32Array<ArrayBuffer>;
  const found = new Float32Array(count * PERSON_NUMBERS);
  for (let i = 0, at = 0; i < count; i++, at += PERSON_NUMBERS) {
    const isAway = presence[i] !== 0;
    found[at] = x[i] + originX;
    found[at + 1] = y[i] + originY;
    found[at + 2] = Math.atan2(headingY[i], headingX[i]);
    found[at + 3] = isAway ? -1 : scene.rooms[rooms[i]].level;
    found[at + 4] = (isAway ? ESCAPED : scene.stages[stage[i]].cell) + roles[i] * STAFF_KIND;
  }
  return { people: found, rooms };
}

let roles: Uint8Array;

function doors(): Uint8Array<ArrayBuffer> {
  const open = engine.column('opening.is_open');
  const locked = engine.column('opening.is_locked');
  const broken = engine.column('opening.is_broken');
  const barricade = engine.column('opening.barricade');
  const found = new Uint8Array(open.length);
  for (let i = 0; i < found.length; i++) {
    found[i] = (open[i] ? 1 : 0) | (locked[i] ? 2 : 0) | (broken[i] ? 4 : 0) | (barricade[i] > 0 ? 8 : 0);
  }
  return found;
}

function cries(): number[] {
  const found: number[] = [];
  engine.column('person.cry').forEach((cry, person) => {
    if (cry !== 0) {
      found.push(person);
    }
  });
  return found;
}

function watched(person: number): Watched | null {
  const { scene } = engine;
  if (person < 0 || person >= scene.persons.length) {
    return null;
  }
  const values: Record<string, number> = {};
  let friends: number[] = [];
  for (const column of scene.columns) {
    if (column.set === 'person') {
      const all = engine.column(`person.${column.name}`);
      const width = column.length / scene.persons.length;
      values[column.name] = all[person * width];
      if (column.name === 'friends') {
        friends = Array.from(all.subarray(person * width, (person + 1) * width)).filter((other) => other < scene.persons.length);
      }
    }
  }
  return { person, values, friends, utilities: engine.utilities(person) };
}

// ways to a door change only with the doors: they are kept
let kept: { key: string; map: Float32Array<ArrayBuffer> } | null = null;

function mapOf(wish: MapWish, state: Uint8Array): MapOfRooms {
  if (wish.kind !== 'distance') {
    return { wish, numbers: engine.map(wish) };
  }
  const key = `${wish.subject} ${state.join('')}`;
  if (kept?.key !== key) {
    kept = { key, map: engine.map(wish) };
  }
  return { wish, numbers: kept.map };
}

const stateOf = ({ whole, difference }: Saved): Uint8Array => (difference ? restored(whole, difference) : whole);

function show(request: Show): void {
  if (request.saved) {
    engine.restore(stateOf(request.saved));
  }
  engine.runTo(request.tick);
  engine.forgetEvents();
  const state = doors();
  const frame: Frame = {
    tick: engine.tick,
    hash: engine.hash,
    maps: request.maps.map((wish) => mapOf(wish, state)),
    ...people(),
    doors: state,
    counts: engine.counts(),
    cries: cries(),
    watched: watched(request.watch),
  };
  post({ kind: 'shown', request: request.request, frame }, [frame.people.buffer, frame.rooms.buffer, frame.doors.buffer]);
}

// ---- both

async function begin(message: Begin): Promise<void> {
  engine = await Engine.create(message.module, message.packed, message.seed);
  const { scene } = engine;
  roles = Uint8Array.from(scene.persons, (person) => scene.groups[person.group].role);
  engine.intervene(message.commands);
  post({ kind: 'ready', scene, modelHash: engine.modelHash });
  if (message.from) {
    engine.restore(stateOf(message.from.saved));
    engine.remember(message.from.events);
    knownEvents = message.from.events.length / EVENT_NUMBERS;
  }
  if (message.role === 'scout') {
    await runAhead();
  }
}

self.onmessage = (event: MessageEvent<ToWorker>) => {
  const message = event.data;
  if (message.kind === 'begin') {
    begin(message).catch((error: unknown) => post({ kind: 'failed', message: String(error) }));
    return;
  }
  try {
    show(message);
  } catch (error) {
    post({ kind: 'failed', message: String(error) });
  }
};
