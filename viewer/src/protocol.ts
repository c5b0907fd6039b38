// What page and workers say to each other. A scout runs ahead to the end; a player goes where it is told.
import type { Frame, MapWish } from './frames';
import type { Keyframe } from './keyframes';
import type { Told } from './told';
import type { Command, Scene } from './world';

/** A saved state: whole, and what differs from it where it is an earlier one. */
export interface Saved {
  whole: Uint8Array<ArrayBuffer>;
  difference: Uint8Array<ArrayBuffer> | null;
}

export interface Begin {
  kind: 'begin';
  role: 'scout' | 'player';
  module: ArrayBuffer;
  packed: Uint8Array<ArrayBuffer>;
  seed: bigint;
  commands: Command[];
  /** a branch goes on from here instead of from the start */
  from: { saved: Saved; events: Uint32Array<ArrayBuffer> } | null;
}

/** Go to a tick, from a saved state where one is given, and show it. */
export interface Show {
  kind: 'show';
  request: number;
  tick: number;
  saved: Saved | null;
  watch: number;
  maps: MapWish[];
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
  /** tick, and how many of each group are human or away, as often */
  groups: [number, Uint16Array<ArrayBuffer>][];
  hashes: [number, string][];
  saved: Keyframe[];
  /** the chronicle so far, now and then */
  story: Told | null;
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
