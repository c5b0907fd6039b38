// What the parts of the page share: the history that is shown, the clock, who is selected, and what is drawn.
import packedEngine from 'virtual:engine';
import { readAddress, writeAddress } from './address';
import { History, type Event, type Source } from './history';
import type { MapWish } from './frames';
import { layoutOf, type Layout } from './layout';
import { Playback } from './playback';
import { bytesOfBase64, FOR_GOOD, readWorld, unpack, type Command, type Scene, type World } from './world';

/** the events with which an outbreak, or a drill, begins */
const BEGINNINGS = new Set(['was_bitten', 'was_signalled']);
const LEAD_S = 40;

/** what can be drawn over the plan, and what each is for */
export const LAYERS = {
  bites: 'bites of the last two minutes',
  cries: 'who screams or warns',
  noise: 'how loud it is everywhere',
  density: 'how crowded it is',
  sight: 'what the selected person can see',
  distance: 'how far it is to the selected door',
  risk: 'infections in each room, mean of many runs',
  ties: 'friends and kin of the selected person',
  trail: 'where the selected person has been',
} as const;
export type Layer = keyof typeof LAYERS;

export type HashState = 'unknown' | 'same' | 'different';

export class App {
  readonly world: World | null = readWorld();
  seed = 0n;
  /** what is shown */
  history: History | null = null;
  playback: Playback | null = null;
  /** the history as it was, and what became of it after a what-if */
  original: Playback | null = null;
  branch: Playback | null = null;
  layout: Layout | null = null;
  selected = -1;
  selectedDoor = -1;
  selectedRoom = -1;
  isFollowing = false;
  layers = new Set<Layer>(['bites', 'cries', 'trail']);
  /** nothing has been touched yet: the card that introduces the history is shown */
  isFresh = true;
  /** asks the map to fit a panel, or all with -1 */
  fitPanel: (panel: number) => void = () => {};
  private source: Source | null = null;
  private readonly listeners = new Set<() => void>();
  private isQueued = false;
  private firstTick: number | null = null;

  get scene(): Scene | null {
    return this.history?.scene ?? null;
  }

  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Tells all listeners, some times a second at most. */
  readonly change = (): void => {
    if (!this.isQueued) {
      this.isQueued = true;
      setTimeout(() => {
        this.isQueued = false;
        this.listeners.forEach((listener) => listener());
      }, 80);
    }
  };

  async start(): Promise<void> {
    if (!this.world) {
      return;
    }
    const address = readAddress();
    // bytes rather than a compiled module: a page that was opened as a file may not hand such a one to its workers
    const module = await unpack(bytesOfBase64(packedEngine));
    this.source = { module, packed: bytesOfBase64(this.world.packed), scene: null };
    this.selected = address.person ?? -1;
    this.selectedDoor = address.door ?? -1;
    if (address.layers) {
      this.layers = new Set(address.layers.filter((layer): layer is Layer => layer in LAYERS));
    }
    this.firstTick = address.tick;
    this.begin(address.seed ?? BigInt(this.world.seed), address.commands);
  }

  /** Another history of the same world. */
  begin(seed: bigint, commands: Command[] | null = null): void {
    if (!this.source || !this.world) {
      return;
    }
    this.branch?.history.destroy();
    this.original?.history.destroy();
    this.branch = null;
    this.seed = seed;
    const own = seed === BigInt(this.world.seed) ? this.world.commands : [];
    this.original = this.shown(new History(this.source, seed, commands ?? own));
    this.show(this.original);
  }

  /** What if this were done now? The history branches, and the original runs on beside it. */
  whatIf(kind: number, target: number): void {
    const { history, playback } = this;
    if (!this.source || !history || !playback?.next || !this.original) {
      return;
    }
    const tick = playback.isPlaying ? playback.next.tick : Math.round(playback.now);
    const before = history.commands.filter(([at]) => at <= tick);
    const length = this.source.scene?.interventions[kind] === 'protect' ? FOR_GOOD : 0;
    const branched = new History(this.source, this.seed, [...before, [tick, kind, target, length]], { base: history, tick });
    const old = this.branch;
    this.branch = this.shown(branched);
    this.show(this.branch);
    old?.history.destroy();
    this.touch();
  }

  /** Shows the original or the branch, at the same moment. */
  switchTo(wanted: Playback): void {
    if (wanted !== this.playback) {
      this.show(wanted);
    }
  }

  /** Back to one history. */
  dropBranch(): void {
    if (this.branch && this.original) {
      this.show(this.original);
      this.branch.history.destroy();
      this.branch = null;
      this.change();
    }
  }

  private show(playback: Playback): void {
    const before = this.playback;
    this.playback = playback;
    this.history = playback.history;
    this.look(playback);
    if (before) {
      before.isPlaying && playback.play();
      playback.speed = before.speed;
      before.isPlaying = false;
      if (playback.history.scene) {
        playback.seek(before.now);
      } else {
        this.firstTick = before.now;
      }
    }
    this.change();
    this.noteAddress();
  }

  // a clock over a history, wired to the page
  private shown(history: History): Playback {
    const playback = new Playback(history);
    const isFirst = this.playback === null;
    let hasBegun = false;
    let isOpened = this.firstTick !== null || !isFirst;
    history.onChange = () => {
      const { scene } = history;
      if (scene && !isOpened && this.isFresh) {
        const first = firstMoment(scene, history.events);
        if (first !== null) {
          isOpened = true;
          playback.seek(first);
        }
      }
      if (scene && !hasBegun && playback === this.playback) {
        hasBegun = true;
        this.layout ??= layoutOf(scene);
        if (!playback.next) {
          playback.seek(this.firstTick ?? playback.now);
          this.firstTick = null;
        }
      }
      this.change();
    };
    playback.onChange = () => {
      this.change();
      if (playback === this.playback) {
        this.noteAddress();
      }
    };
    return playback;
  }

  reseed(): void {
    this.begin((this.seed + 1n) & 0x7fffffffffffffffn);
    this.noteAddress();
  }

  select(person: number): void {
    this.selected = person;
    if (person < 0) {
      this.isFollowing = false;
    }
    this.lookAgain();
  }

  /** A door, or the room that was clicked beside any door and person; -1 for none. */
  selectPlace(door: number, room: number): void {
    this.selectedDoor = door;
    this.selectedRoom = room;
    this.lookAgain();
  }

  toggleLayer(layer: Layer): void {
    if (!this.layers.delete(layer)) {
      this.layers.add(layer);
    }
    this.lookAgain();
  }

  // what the engine is asked for besides people and doors
  private look(playback: Playback): void {
    const wishes: (MapWish | false)[] = [
      this.layers.has('sight') && this.selected >= 0 && { kind: 'sight', subject: this.selected },
      this.layers.has('noise') && { kind: 'noise', subject: 0 },
      this.layers.has('distance') && this.selectedDoor >= 0 && { kind: 'distance', subject: this.selectedDoor },
    ];
    playback.watch = this.selected;
    playback.maps = wishes.filter((wish) => wish !== false);
  }

  private lookAgain(): void {
    if (this.playback) {
      this.look(this.playback);
      this.playback.refresh();
    }
    this.noteAddress();
    this.change();
  }

  touch(): void {
    if (this.isFresh) {
      this.isFresh = false;
      this.change();
    }
  }

  private get isRecorded(): boolean {
    return JSON.stringify(this.history?.commands) === JSON.stringify(this.world?.commands);
  }

  /** How this history compares with the recorded one, as far as it has come. */
  get hashState(): HashState {
    if (!this.world || !this.history || this.seed !== BigInt(this.world.seed) || !this.isRecorded) {
      return 'unknown';
    }
    let compared = 0;
    for (const [tick, hash] of this.world.hashes) {
      const own = this.history.hashes.get(tick);
      if (own !== undefined) {
        compared++;
        if (own !== hash) {
          return 'different';
        }
      }
    }
    return compared > 0 ? 'same' : 'unknown';
  }

  private addressTimer = 0;

  private noteAddress(): void {
    if (this.isFresh || this.addressTimer) {
      return;
    }
    this.addressTimer = window.setTimeout(() => {
      this.addressTimer = 0;
      if (this.world && this.playback) {
        writeAddress({
          scenario: this.world.scenario,
          seed: this.seed,
          tick: Math.round(this.playback.now),
          person: this.selected,
          door: this.selectedDoor,
          layers: [...this.layers],
          commands: this.history?.commands ?? [],
        });
      }
    }, 400);
  }
}

/** A little before it begins: nobody wants to watch lessons first. Null while it is not known. */
export function firstMoment(scene: Scene, events: Event[]): number | null {
  const kinds = new Set(scene.eventKinds.map(({ word }, i) => (BEGINNINGS.has(word) ? i : -1)));
  const first = events.find((event) => kinds.has(event.kind));
  return first ? Math.max(0, first.tick - Math.round(LEAD_S / scene.step)) : null;
}
