// A history as the page knows it: the scout's findings so far, and the player that shows any moment of them.
import { EVENT_NUMBERS } from './engine';
import type { Frame, MapWish } from './frames';
import type { Keyframe } from './keyframes';
import type { Begin, FromWorker, Progress, Saved, ToWorker } from './protocol';
import { upTo } from './ticks';
import { NOTHING_TOLD, type Told } from './told';
import { NOBODY, type Command, type Scene } from './world';
import EngineWorker from './worker?worker&inline';

export interface Event {
  id: number;
  tick: number;
  kind: number;
  who: number;
  whom: number;
  room: number;
  opening: number;
  detail: number;
  cause: number;
  /** in the plan */
  x: number;
  y: number;
}

/** work that a saved state must spare the player, and bytes that are copied in a millisecond */
const LEAST_SPARED_MS = 10;
const COPIED_PER_MS = 5e5;

const none = (index: number): number => (index === NOBODY ? -1 : index);

/** A worker with an engine in it; the module and the packed world are copied to it. */
function startWorker(begin: Begin, onMessage: (message: FromWorker) => void): Worker {
  const worker = new EngineWorker();
  worker.onmessage = (event: MessageEvent<FromWorker>) => onMessage(event.data);
  worker.onerror = (event) => onMessage({ kind: 'failed', message: event.message || 'the worker failed' });
  send(worker, begin);
  return worker;
}

function send(worker: Worker, message: ToWorker): void {
  worker.postMessage(message);
}

/** What histories are made from. */
export interface Source {
  module: ArrayBuffer;
  packed: Uint8Array<ArrayBuffer>;
  /** the same for all histories: the first one brings it */
  scene: Scene | null;
}

/** A history that shares its past with another one. */
export interface Branching {
  base: History;
  tick: number;
}

export class History {
  scene: Scene | null = null;
  modelHash = '';
  /** how far the scout has come */
  front = 0;
  isComplete = false;
  workMs = 0;
  failure = '';
  readonly events: Event[] = [];
  readonly totals: [number, Uint32Array][] = [];
  /** by group: how many are human or away */
  readonly groups: [number, Uint16Array][] = [];
  /** the chronicle so far */
  told: Told = NOTHING_TOLD;
  readonly hashes = new Map<number, string>();
  /** called when more is known */
  onChange: () => void = () => {};
  onFrame: (frame: Frame) => void = () => {};

  /** the events as they came, number by number */
  private readonly pieces: Uint32Array<ArrayBuffer>[] = [];
  private readonly saved: Keyframe[] = [];
  private readonly scout: Worker;
  private readonly player: Worker;
  private isPlayerReady = false;
  private isBusy = false;
  private playerTick = 0;
  private request = 0;
  private wanted: { tick: number; watch: number; maps: MapWish[] } | null = null;

  constructor(
    private readonly source: Source,
    readonly seed: bigint,
    readonly commands: Command[],
    branching: Branching | null = null,
  ) {
    const { module, packed } = source;
    const begin = { kind: 'begin', module, packed, seed, commands, from: null } as const;
    const from = branching ? this.share(branching) : null;
    this.scout = startWorker({ ...begin, role: 'scout', from }, (message) => this.hearScout(message));
    this.player = startWorker({ ...begin, role: 'player' }, (message) => this.hearPlayer(message));
  }

  /** Takes over what the base knows of the time before the branch, and tells where to go on. */
  private share({ base, tick }: Branching): Begin['from'] {
    const nearest = base.savedBefore(tick);
    if (nearest < 0) {
      return null;
    }
    const begin = base.saved[nearest].tick;
    this.scene = base.scene;
    this.modelHash = base.modelHash;
    this.front = begin;
    this.told = { ...NOTHING_TOLD, items: base.told.items.filter(([at]) => at < begin) };
    this.saved.push(...base.saved.slice(0, nearest + 1));
    this.totals.push(...base.totals.filter(([at]) => at < begin));
    this.groups.push(...base.groups.filter(([at]) => at < begin));
    base.hashes.forEach((hash, at) => at < begin && this.hashes.set(at, hash));
    this.events.push(...base.events.filter((event) => event.tick < begin));
    const numbers = new Uint32Array(this.events.length * EVENT_NUMBERS);
    let filled = 0;
    for (const piece of base.pieces) {
      const part = piece.subarray(0, Math.min(piece.length, numbers.length - filled));
      numbers.set(part, filled);
      filled += part.length;
    }
    this.pieces.push(numbers);
    return { saved: base.savedAt(nearest), events: numbers };
  }

  destroy(): void {
    this.scout.terminate();
    this.player.terminate();
  }

  /** The player is free to be asked for another moment. */
  get isFree(): boolean {
    return this.isPlayerReady && !this.isBusy;
  }

  /** Asks for a moment; the last wish counts while the player is busy. */
  show(tick: number, watch: number, maps: MapWish[]): void {
    this.wanted = { tick, watch, maps };
    this.serve();
  }

  private serve(): void {
    if (!this.wanted || !this.isFree) {
      return;
    }
    const { tick, watch, maps } = this.wanted;
    this.wanted = null;
    this.isBusy = true;
    const nearest = this.savedBefore(tick);
    const helps = nearest >= 0 && (tick < this.playerTick || this.isWorthCopying(nearest));
    this.request++;
    send(this.player, { kind: 'show', request: this.request, tick, saved: helps ? this.savedAt(nearest) : null, watch, maps });
  }

  /** The last saved state that is not later than a tick, -1 for none. */
  private savedBefore(tick: number): number {
    return upTo(this.saved, tick) - 1;
  }

  // a saved state ahead of the player spares it steps, but is copied by the page, which has pictures to draw meanwhile
  private isWorthCopying(index: number): boolean {
    const sparedMs = ((this.saved[index].tick - this.playerTick) * this.workMs) / Math.max(1, this.front);
    const { whole } = this.savedAt(index);
    return sparedMs > LEAST_SPARED_MS + whole.length / COPIED_PER_MS;
  }

  private savedAt(index: number): Saved {
    let whole = index;
    while (!this.saved[whole].isWhole) {
      whole--;
    }
    return { whole: this.saved[whole].bytes, difference: whole < index ? this.saved[index].bytes : null };
  }

  private fail(message: string): void {
    this.failure = message;
    this.onChange();
  }

  private hearScout(message: FromWorker): void {
    if (message.kind === 'ready') {
      this.scene = this.source.scene ??= message.scene;
      this.modelHash = message.modelHash;
      this.onChange();
    } else if (message.kind === 'progress') {
      this.takeProgress(message);
      this.onChange();
    } else if (message.kind === 'failed') {
      this.fail(message.message);
    }
  }

  private takeProgress(progress: Progress): void {
    this.front = progress.tick;
    this.workMs = progress.workMs;
    this.isComplete = progress.isEnd;
    this.totals.push(...progress.totals);
    this.groups.push(...progress.groups);
    this.saved.push(...progress.saved);
    progress.hashes.forEach(([tick, hash]) => this.hashes.set(tick, hash));
    if (progress.story) {
      this.told = progress.story;
    }
    const numbers = progress.events;
    this.pieces.push(numbers);
    const floats = new Float32Array(numbers.buffer);
    const [originX, originY] = this.scene?.origin ?? [0, 0];
    for (let at = 0; at < numbers.length; at += EVENT_NUMBERS) {
      this.events.push({
        id: numbers[at],
        tick: numbers[at + 1],
        kind: numbers[at + 2],
        who: none(numbers[at + 3]),
        whom: none(numbers[at + 4]),
        room: none(numbers[at + 5]),
        opening: none(numbers[at + 6]),
        detail: numbers[at + 7],
        cause: none(numbers[at + 8]),
        x: floats[at + 9] + originX,
        y: floats[at + 10] + originY,
      });
    }
  }

  private hearPlayer(message: FromWorker): void {
    if (message.kind === 'ready') {
      this.isPlayerReady = true;
    } else if (message.kind === 'shown') {
      this.isBusy = false;
      this.playerTick = message.frame.tick;
      this.onFrame(message.frame);
    } else if (message.kind === 'failed') {
      this.fail(message.message);
    }
    this.serve();
  }
}
