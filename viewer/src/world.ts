// The world that was put into the page, and the scene that the engine tells of it.

/** What `hyosan view` or `hyosan export` wrote into the page. */
export interface World {
  title: string;
  scenario: string;
  seed: string;
  version: string;
  packed: string;
  /** tick and state hash of the history as it was recorded */
  hashes: [number, string][];
  /** what was done to it from outside */
  commands: Command[];
  /** what many runs say together; null where none were given */
  study: Study | null;
  /** where a plan may be sent to be checked; null in a file of its own */
  upload: string | null;
}

/** The summary of many runs. */
export interface Study {
  runs: number;
  /** of the variant, where there are several */
  label: string | null;
  ticks: number[];
  /** by cell, and `survivors`: quantiles of 2.5, 25, 50, 75 and 97.5 % at each tick, of how many people there are */
  bands: Record<string, number[][]>;
  /** infections a run, by room */
  risk: number[];
}

/** tick, kind (an index of Scene.interventions), target, ticks that it lasts: 0 for what happens once, FOR_GOOD to the end */
export type Command = [number, number, number, number];
export const FOR_GOOD = 0xffffffff;

export interface Level {
  name: string;
  elevation: number;
}

export interface Room {
  name: string;
  use: string;
  level: number;
  sheet: number;
  outdoor: number;
  void: number;
  stair: number;
  area: number;
  centre: [number, number];
  corners: number[];
}

export interface Opening {
  name: string;
  kind: string;
  from: [number, number];
  to: [number, number];
  rooms: [number, number];
  passable: number;
  glazed: number;
}

export interface Group {
  name: string;
  role: number;
  first: number;
  count: number;
}

export interface Person {
  name: string;
  group: number;
  note: string;
}

export interface Incident {
  clock: number;
  kind: string;
  who: number;
  note: string;
}

/** Everything of a model that never changes; the indices are those of the engine, -1 for nothing. */
export interface Scene {
  title: string;
  origin: [number, number];
  start: number;
  endTick: number;
  step: number;
  levels: Level[];
  rooms: Room[];
  openings: Opening[];
  obstacles: { kind: string; room: number; box: [number, number, number, number] }[];
  places: { name: string; kind: string; room: number; at: [number, number] }[];
  stages: { name: string; cell: number; hunts: number }[];
  groups: Group[];
  persons: Person[];
  incidents: Incident[];
  eventKinds: { word: string; text: string }[];
  drives: string[];
  interventions: string[];
  columns: { set: string; name: string; type: string; length: number }[];
}

/** Cells of the table of outcomes; the last one is for who is away. */
export const CELLS = ['human', 'incubating', 'zombie', 'halfbie', 'dead', 'escaped'] as const;
export const CELL_LABELS = ['human', 'bitten', 'zombie', 'halfbie', 'dead', 'away'] as const;
export const HUMAN = 0;
export const ESCAPED = 5;
export const NOBODY = 0xffffffff;

export function readWorld(): World | null {
  const text = document.getElementById('world')?.textContent?.trim();
  return text ? (JSON.parse(text) as World) : null;
}

export function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < characters.length; i++) {
    bytes[i] = characters.charCodeAt(i);
  }
  return bytes;
}

export async function unpack(bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).arrayBuffer();
}

/** A name; who has none is told by group and number. */
export function nameOf(scene: Scene, person: number): string {
  const found = scene.persons[person];
  if (!found) {
    return 'nobody';
  }
  if (found.name) {
    return found.name;
  }
  const group = scene.groups[found.group];
  return `${group.name} ${person - group.first + 1}`;
}

export function isStaff(scene: Scene, person: number): boolean {
  return scene.groups[scene.persons[person].group].role === 1;
}

export function clockOf(scene: Scene, tick: number): string {
  const seconds = Math.floor(scene.start + tick * scene.step + 1e-6);
  const text = (number: number) => String(number).padStart(2, '0');
  return `${text(Math.floor(seconds / 3600) % 24)}:${text(Math.floor(seconds / 60) % 60)}:${text(seconds % 60)}`;
}
