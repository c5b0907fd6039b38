// What the parts of the page share: the history that is shown, the clock, who is selected, and what is drawn.
import packedEngine from 'virtual:engine';
import { readAddress, writeAddress } from './address';
import { History, type Source } from './history';
import { layoutOf, type Layout } from './layout';
import { Playback } from './playback';
import { bytesOfBase64, readWorld, unpack, type Scene, type World } from './world';

export const LAYERS = ['bites', 'noise', 'density', 'ties', 'trail'] as const;
export type Layer = (typeof LAYERS)[number];

export type HashState = 'unknown' | 'same' | 'different';

export class App {
  readonly world: World | null = readWorld();
  seed = 0n;
  history: History | null = null;
  playback: Playback | null = null;
  layout: Layout | null = null;
  selected = -1;
  isFollowing = false;
  layers = new Set<Layer>(['bites', 'noise', 'trail']);
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
    this.source = { module, packed: bytesOfBase64(this.world.packed) };
    this.selected = address.person ?? -1;
    this.firstTick = address.tick;
    this.begin(address.seed ?? BigInt(this.world.seed));
  }

  /** Another history of the same world. */
  begin(seed: bigint): void {
    if (!this.source) {
      return;
    }
    const before = this.playback;
    this.history?.destroy();
    this.seed = seed;
    const history = new History(this.source, seed);
    const playback = new Playback(history);
    this.history = history;
    this.playback = playback;
    playback.watch = this.selected;
    if (before) {
      playback.speed = before.speed;
    }
    let hasBegun = false;
    history.onChange = () => {
      if (history.scene && !hasBegun) {
        hasBegun = true;
        this.layout = layoutOf(history.scene);
        playback.seek(this.firstTick ?? before?.now ?? openingTick(history.scene));
        this.firstTick = null;
        if (before?.isPlaying) {
          playback.play();
        }
      }
      this.change();
    };
    playback.onChange = () => {
      this.change();
      this.noteAddress();
    };
    this.change();
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
    if (this.playback) {
      this.playback.watch = person;
      this.playback.refresh();
    }
    this.noteAddress();
    this.change();
  }

  toggleLayer(layer: Layer): void {
    if (!this.layers.delete(layer)) {
      this.layers.add(layer);
    }
    this.change();
  }

  touch(): void {
    if (this.isFresh) {
      this.isFresh = false;
      this.change();
    }
  }

  /** How this history compares with the recorded one, as far as it has come. */
  get hashState(): HashState {
    if (!this.world || !this.history || this.seed !== BigInt(this.world.seed)) {
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
        writeAddress({ scenario: this.world.scenario, seed: this.seed, tick: Math.round(this.playback.now), person: this.selected });
      }
    }, 400);
  }
}

/** A little before the scenario makes something happen: nobody wants to watch lessons first. */
export function openingTick(scene: Scene): number {
  const first = Math.min(...scene.incidents.filter((incident) => incident.kind === 'expose').map((incident) => incident.clock));
  return Number.isFinite(first) ? Math.max(0, Math.round((first - scene.start - 30) / scene.step)) : 0;
}
