// The clock of the page: it turns real time into ticks, asks for the next moment in time, and blends between two of them.
import type { Frame, MapWish } from './frames';
import type { History } from './history';

export const SPEEDS = [1, 5, 20, 60, 200, 1000] as const;

/** real time between two moments that are asked for while time runs fast, seconds */
const FRAME_S = 1 / 30;

export class Playback {
  isPlaying = false;
  speed = 20;
  /** the two moments between which the picture lies; `next` is shown alone while time stands */
  previous: Frame | null = null;
  next: Frame | null = null;
  watch = -1;
  maps: MapWish[] = [];
  /** the clock, in ticks */
  now = 0;
  /** called when a moment has arrived, or playing began or ended */
  onChange: () => void = () => {};

  private queued: Frame | null = null;
  private hasAsked = false;
  private jumpTo: number | null = null;
  private lastMs = 0;
  /** how often something was wished for, and with which of these wishes the present answer began */
  private wishes = 0;
  private asked = 0;

  constructor(readonly history: History) {
    history.onFrame = (frame) => this.arrive(frame);
  }

  get endTick(): number {
    return this.history.scene?.endTick ?? 0;
  }

  /** Jumps to a moment; one that is not made yet is reached as soon as it is. */
  seek(tick: number): void {
    const limit = Math.max(0, Math.min(Math.round(tick), this.endTick));
    this.now = limit;
    this.jumpTo = limit;
    this.wishes++;
    this.queued = null;
    this.ask();
    this.onChange();
  }

  /** Shows the present moment again, for another person to be watched. */
  refresh(): void {
    if (!this.isPlaying) {
      this.seek(this.now);
    }
  }

  play(): void {
    if (this.now >= this.endTick) {
      this.seek(0);
    }
    this.isPlaying = true;
    this.lastMs = performance.now();
    this.onChange();
  }

  pause(): void {
    this.isPlaying = false;
    if (this.next && this.jumpTo === null) {
      this.seek(Math.min(Math.floor(this.now), this.history.front));
    }
    this.onChange();
  }

  toggle(): void {
    if (this.isPlaying) {
      this.pause();
    } else {
      this.play();
    }
  }

  /** Whether the wanted moment is still to be made. */
  get isWaiting(): boolean {
    return this.jumpTo !== null && this.jumpTo > this.history.front;
  }

  /** Where between the two moments the clock stands, 0 to 1. */
  get blend(): number {
    if (!this.previous || !this.next || this.next.tick <= this.previous.tick) {
      return 1;
    }
    return Math.min(1, Math.max(0, (this.now - this.previous.tick) / (this.next.tick - this.previous.tick)));
  }

  /** To be called for every picture. */
  advance(nowMs: number): void {
    const { scene } = this.history;
    if (!scene) {
      return;
    }
    this.ask();
    const elapsedS = Math.min((nowMs - this.lastMs) / 1000, 0.25);
    this.lastMs = nowMs;
    if (!this.isPlaying || this.jumpTo !== null || !this.next) {
      return;
    }
    const wanted = this.now + (elapsedS * this.speed) / scene.step;
    this.now = Math.min(wanted, this.limit());
    if (this.now >= this.next.tick && this.queued) {
      this.previous = this.next;
      this.next = this.queued;
      this.queued = null;
      this.ask();
      this.onChange();
    }
    if (this.now >= this.endTick) {
      this.pause();
    }
  }

  // the clock does not run past what has arrived
  private limit(): number {
    return this.queued ? this.queued.tick : (this.next?.tick ?? 0);
  }

  private ask(): void {
    const { history } = this;
    if (!history.scene || this.hasAsked || !history.isFree) {
      return;
    }
    if (this.jumpTo !== null) {
      if (this.jumpTo <= history.front) {
        this.hasAsked = true;
        this.asked = this.wishes;
        history.show(this.jumpTo, this.watch, this.maps);
      }
      return;
    }
    if (this.isPlaying && !this.queued && this.next) {
      const stride = Math.max(1, Math.round((this.speed * FRAME_S) / history.scene.step));
      const tick = Math.min(this.next.tick + stride, history.front);
      if (tick > this.next.tick) {
        this.hasAsked = true;
        history.show(tick, this.watch, this.maps);
      }
    }
  }

  private arrive(frame: Frame): void {
    this.hasAsked = false;
    if (this.jumpTo !== null) {
      // shown even if another one is wished for by now: who drags the slider sees where it has come
      this.previous = null;
      this.next = frame;
      if (this.asked === this.wishes && frame.tick === this.jumpTo) {
        this.jumpTo = null;
        this.now = frame.tick;
      }
    } else if (this.isPlaying) {
      this.queued = frame;
    }
    this.ask();
    this.onChange();
  }
}
