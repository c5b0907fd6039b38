// What page and workers say to each other. A scout runs ahead to the end; a player goes where it is told.
import type { Frame } from './frames';
import type { Command, Scene } from './world';

export interface Begin {
  kind: 'begin';
  role: 'scout' | 'player';
  module: ArrayBuffer;
  packed: Uint8Array<ArrayBuffer>;
  seed: bigint;
  commands: Command[];
  /** a branch goes on from here instead of from the start */
  from: { saved: Uint8Array<ArrayBuffer>; events: Uint32Array<ArrayBuffer> } | null;
}

/** Go to a tick, from a saved state where one is given, and show it. */
export interface Show {
  kind: 'show';
  request: number;
  tick: number;
  saved: Uint8Array<ArrayBuffer> | null;
  watch: number;
}

export type ToWorker = Begin | Show;

export interface Ready {
  kind: 'ready';
  scene: Scene;
  modelHash: string;
}

/** How far the scout has come, and what it found on the way. */
export interface Progress {
  kind: 'progress';
  tick: number;
  isEnd: boolean;
  /** milliseconds of work so far */
  workMs: number;
  events: Uint32Array<ArrayBuffer>;
  /** tick and twelve counts, every ten seconds */
  totals: [number, Uint32Array<ArrayBuffer>][];
  hashes: [number, string][];
  saved: [number, Uint8Array<ArrayBuffer>][];
  /** the chronicle so far, now and then: tick, first event, sentence */
  story: [number, number, string][] | null;
}

export interface Shown {
  kind: 'shown';
  request: number;
  frame: Frame;
}

export interface Failed {
  kind: 'failed';
  message: string;
}

export type FromWorker = Ready | Progress | Shown | Failed;
