// The engine as its worker sees it: calls into WebAssembly, and views of its memory.
import type { MapWish } from './frames';
import type { Told } from './told';
import type { Command, Scene } from './world';

interface Exports {
  memory: WebAssembly.Memory;
  input(size: number): number;
  load(size: number): number;
  problem(status: number): number;
  text_length(text: number): number;
  seed(): bigint;
  model_hash(): bigint;
  begin(seed: bigint): number;
  run(count: number): number;
  events(): number;
  event_count(): number;
  forget_events(): void;
  tick(): number;
  hash(): bigint;
  counts(): number;
  column(index: number): number;
  bytes(): number;
  utilities(person: number): number;
  story(): number;
  story_length(): number;
  scene(): number;
  scene_length(): number;
  saved_size(): number;
  save(): number;
  restore(size: number): number;
  intervene(count: number): number;
  remember_events(count: number): number;
  map_sight(person: number): number;
  map_noise(): number;
  map_distance(opening: number): number;
  map_length(): number;
}

type Values = Float32Array | Uint8Array | Uint32Array;

/** Numbers of one event, in the order of hy_event; the last two are floats. */
export const EVENT_NUMBERS = 11;

export class Engine {
  readonly scene: Scene;
  readonly modelHash: string;
  private readonly columns = new Map<string, { index: number; type: string; length: number }>();

  private constructor(private readonly exports: Exports, packed: Uint8Array, seed: bigint) {
    this.check(exports.load(this.give(packed)));
    this.check(exports.begin(seed));
    this.modelHash = hexadecimal(exports.model_hash());
    const at = exports.scene();
    this.scene = JSON.parse(this.text(at, exports.scene_length())) as Scene;
    this.scene.columns.forEach((column, index) =>
      this.columns.set(`${column.set}.${column.name}`, { index, type: column.type, length: column.length }),
    );
  }

  static async create(module: ArrayBuffer, packed: Uint8Array, seed: bigint): Promise<Engine> {
    const { instance } = await WebAssembly.instantiate(module, {});
    return new Engine(instance.exports as unknown as Exports, packed, seed);
  }

  private text(at: number, length: number): string {
    return new TextDecoder().decode(new Uint8Array(this.exports.memory.buffer, at, length));
  }

  private give(bytes: Uint8Array): number {
    const at = this.exports.input(bytes.length); // it may move the memory
    new Uint8Array(this.exports.memory.buffer, at, bytes.length).set(bytes);
    return bytes.length;
  }

  private check(status: number): void {
    if (status !== 0) {
      const at = this.exports.problem(status);
      throw new Error(this.text(at, this.exports.text_length(at)));
    }
  }

  get tick(): number {
    return this.exports.tick();
  }

  get hash(): string {
    return hexadecimal(this.exports.hash());
  }

  /** Steps on to a tick, or to the end; nothing where it lies behind. */
  runTo(tick: number): number {
    const wanted = tick - this.exports.tick();
    return wanted > 0 ? this.exports.run(wanted) : this.exports.tick();
  }

  /** The events from the one of this number on, as a copy. */
  eventsFrom(first: number): Uint32Array<ArrayBuffer> {
    const count = this.exports.event_count() - first;
    const at = this.exports.events() + first * EVENT_NUMBERS * 4;
    return new Uint32Array(this.exports.memory.buffer, at, count * EVENT_NUMBERS).slice();
  }

  forgetEvents(): void {
    this.exports.forget_events();
  }

  /** The chronicle of a history that was made from its start. */
  story(): Told {
    const at = this.exports.story();
    return { episodes: [], deeds: [], deedTexts: [], ...(JSON.parse(this.text(at, this.exports.story_length())) as Partial<Told> & Pick<Told, 'items'>) };
  }

  /** A map of the present moment, as a copy: see RoomGrid. */
  map({ kind, subject }: MapWish): Float32Array<ArrayBuffer> {
    const { exports } = this;
    const at = kind === 'sight' ? exports.map_sight(subject) : kind === 'noise' ? exports.map_noise() : exports.map_distance(subject);
    return new Float32Array(exports.memory.buffer, at, exports.map_length()).slice();
  }

  /** Six counts of students, then of staff. */
  counts(): Uint32Array<ArrayBuffer> {
    return new Uint32Array(this.exports.memory.buffer, this.exports.counts(), 12).slice();
  }

  save(): Uint8Array<ArrayBuffer> {
    const at = this.exports.save();
    return new Uint8Array(this.exports.memory.buffer, at, this.exports.saved_size()).slice();
  }

  restore(saved: Uint8Array): void {
    this.check(this.exports.restore(this.give(saved)));
  }

  /** Hands over what is done from outside, in order of time. */
  intervene(commands: Command[]): void {
    this.give(new Uint8Array(Uint32Array.from(commands.flat()).buffer));
    this.check(this.exports.intervene(commands.length));
  }

  /** Events that came before a state that was restored. */
  remember(events: Uint32Array): void {
    this.give(new Uint8Array(events.buffer, events.byteOffset, events.byteLength));
    this.exports.remember_events(events.length / EVENT_NUMBERS);
  }

  /** What each drive would draw a person now; below 0 for what cannot be chosen. */
  utilities(person: number): number[] {
    const at = this.exports.utilities(person);
    return Array.from(new Float32Array(this.exports.memory.buffer, at, this.scene.drives.length));
  }

  /** The values of a column as they are now: a view, to be read at once. */
  column(name: string): Values {
    const column = this.columns.get(name);
    if (!column) {
      throw new Error(`the state has no column ${name}`);
    }
    const at = this.exports.column(column.index);
    const { buffer } = this.exports.memory;
    switch (column.type) {
      case 'float':
        return new Float32Array(buffer, at, column.length);
      case 'uint8_t':
        return new Uint8Array(buffer, at, column.length);
      default:
        return new Uint32Array(buffer, at, column.length);
    }
  }
}

function hexadecimal(value: bigint): string {
  return BigInt.asUintN(64, value).toString(16).padStart(16, '0');
}
