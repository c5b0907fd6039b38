// A history as the page knows it: the scout's findings so far, and the player that shows any moment of them.
import { EVENT_NUMBERS } from './engine';
import type { Frame } from './frames';
import type { Begin, FromWorker, Progress, ToWorker } from './protocol';
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
  /** the chronicle so far */
  story: { tick: number; event: number; text: string }[] = [];
  readonly hashes = new Map<number, string>();
  /** called when more is known */
  onChange: () => void = () => {};
  onFrame: (frame: Frame) => void = () => {};

  /** the events as they came, number by number */
  private readonly pieces: Uint32Array<ArrayBuffer>[] = [];
  private readonly saved: [number, Uint8Array<ArrayBuffer>][] = [];
  private readonly scout: Worker;
  private readonly player: Worker;
  private isPlayerReady = false;
  private isBusy = false;
  private playerTick = 0;
  private request = 0;
  private wanted: { tick: number; watch: number } | null = null;

  constructor(
    source: Source,
    readonly seed: bigint,
    readonly commands: Command[],
    branching: Branching | null = null,
  ) {
    const begin = { kind: 'begin', ...source, seed, commands, from: null } as const;
    const from = branching ? this.share(branching) : null;
    this.scout = startWorker({ ...begin, role: 'scout', from }, (message) => this.hearScout(message));
    this.player = startWorker({ ...begin, role: 'player' }, (message) => this.hearPlayer(message));
  }

  /** Takes over what the base knows of the time before the branch, and tells where to go on. */
  private share({ base, tick }: Branching): Begin['from'] {
    const nearest = base.savedBefore(tick);
    if (!nearest) {
      return null;
    }
    const [begin, saved] = nearest;
    this.scene = base.scene;
    this.modelHash = base.modelHash;
    this.front = begin;
    this.story = base.story.filter((item) => item.tick < begin);
    this.saved.push(...base.saved.filter(([at]) => at <= begin));
    this.totals.push(...base.totals.filter(([at]) => at < begin));
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
    return { saved, events: numbers };
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
  show(tick: number, watch: number): void {
    this.wanted = { tick, watch };
    this.serve();
  }

  private serve(): void {
    if (!this.wanted || !this.isFree) {
      return;
    }
    const { tick, watch } = this.wanted;
    this.wanted = null;
    this.isBusy = true;
    const nearest = this.savedBefore(tick);
    const helps = nearest && (tick < this.playerTick || nearest[0] > this.playerTick);
    this.request++;
    send(this.player, { kind: 'show', request: this.request, tick, saved: helps ? nearest[1] : null, watch });
  }

  private savedBefore(tick: number): [number, Uint8Array<ArrayBuffer>] | null {
    let low = 0;
    let high = this.saved.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.saved[middle][0] <= tick) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low > 0 ? this.saved[low - 1] : null;
  }

  private fail(message: string): void {
    this.failure = message;
    this.onChange();
  }

  private hearScout(message: FromWorker): void {
    if (message.kind === 'ready') {
      this.scene = message.scene;
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
    this.saved.push(...progress.saved);
    progress.hashes.forEach(([tick, hash]) => this.hashes.set(tick, hash));
    if (progress.story) {
      this.story = progress.story.map(([tick, event, text]) => ({ tick, event, text }));
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
