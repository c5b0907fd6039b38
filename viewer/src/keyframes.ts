// Saved states, packed: most of a state is as it was a moment ago, so most of them are kept as what differs from an earlier one.

/** so many states in a row differ from the same whole one */
const GROUP = 24;
/** a whole one begins the next group where the difference takes more than this share of it */
const WORTH = 0.5;

export interface Keyframe {
  tick: number;
  bytes: Uint8Array<ArrayBuffer>;
  /** the state itself rather than a difference */
  isWhole: boolean;
}

const words = (state: Uint8Array): Uint32Array => new Uint32Array(state.buffer, state.byteOffset, state.byteLength >> 2);

/** What differs: how many words are the same, how many differ, those as they are, and so on; the odd bytes at the end last. */
export function difference(base: Uint8Array, state: Uint8Array): Uint8Array<ArrayBuffer> {
  const [from, to] = [words(base), words(state)];
  const found: number[] = [];
  for (let at = 0; at < to.length; ) {
    const begin = at;
    while (at < to.length && from[at] === to[at]) {
      at++;
    }
    const first = at;
    while (at < to.length && from[at] !== to[at]) {
      at++;
    }
    found.push(first - begin, at - first);
    for (let i = first; i < at; i++) {
      found.push(to[i]);
    }
  }
  const packed = new Uint8Array(4 * found.length + (state.byteLength & 3));
  packed.set(new Uint8Array(Uint32Array.from(found).buffer));
  packed.set(state.subarray(4 * to.length), 4 * found.length);
  return packed;
}

export function restored(base: Uint8Array, packed: Uint8Array): Uint8Array<ArrayBuffer> {
  const state = base.slice() as Uint8Array<ArrayBuffer>;
  const to = words(state);
  const from = words(packed);
  let read = 0;
  for (let at = 0; at < to.length; ) {
    at += from[read];
    const count = from[read + 1];
    to.set(from.subarray(read + 2, read + 2 + count), at);
    at += count;
    read += 2 + count;
  }
  state.set(packed.subarray(4 * read), 4 * to.length);
  return state;
}

/** Packs states in order of time. */
export class KeyframePacker {
  private base: Uint8Array | null = null;
  private count = 0;

  pack(tick: number, state: Uint8Array<ArrayBuffer>): Keyframe {
    if (this.base && this.count < GROUP && this.base.length === state.length) {
      const bytes = difference(this.base, state);
      if (bytes.length < WORTH * state.length) {
        this.count++;
        return { tick, bytes, isWhole: false };
      }
    }
    this.base = state.slice();
    this.count = 0;
    return { tick, bytes: state, isWhole: true };
  }
}
