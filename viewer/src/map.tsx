// The poster of all levels: plan below, people on it, and what belongs to the selected person above.
import { useEffect, useRef } from 'preact/hooks';
import type { App } from './app';
import { Camera, placingOf } from './camera';
import { drawMaps } from './maps';
import { drawOverlay } from './overlay';
import { onSchemeChange, paletteNow } from './palette';
import { contentsOf, drawPlan, type Content } from './plan';
import { contains, distanceTo } from './plane';
import { peopleDrawingOn, placeOf, radiusPx, type PeopleDrawing, type Picture } from './people';
import { CELLS } from './world';

const CLICK_PX = 4;
/** so near a door is meant by a click */
const DOOR_PX = 9;

/** Everything about the canvases, outside of the component's life of redrawing. */
class MapView {
  readonly camera = new Camera();
  private readonly drawing: PeopleDrawing;
  private contents: Content[] = [];
  private isPlanDirty = true;
  private isFitted = false;
  /** all of it is shown, and shall be when there is another size for it */
  private isWhole = true;
  private lastFrame: unknown = null;
  private lastBlend = -1;
  private lastScene: unknown = null;
  private ratio = 1;
  private stopped = false;
  readonly trail: { x: number; y: number; level: number; tick: number }[] = [];
  private trailOf = -1;
  /** script time of pictures, milliseconds, smoothed */
  drawMs = 0;

  constructor(
    private readonly app: App,
    private readonly plan: HTMLCanvasElement,
    private readonly maps: HTMLCanvasElement,
    private readonly people: HTMLCanvasElement,
    private readonly overlay: HTMLCanvasElement,
  ) {
    this.drawing = peopleDrawingOn(people, new URLSearchParams(location.search).get('draw'));
    people.dataset.kind = this.drawing.kind;
    new ResizeObserver(() => this.resize()).observe(plan.parentElement!);
    const buttons = document.querySelector<HTMLElement>('.layers');
    if (buttons) {
      new ResizeObserver(() => this.makeRoomFor(buttons)).observe(buttons);
    }
    onSchemeChange(() => this.dirty());
    // told by whoever changes the colours of the page
    window.addEventListener('resize', () => this.dirty());
    app.fitPanel = (panel) => this.fit(panel);
    this.resize();
    const loop = (now: number) => {
      if (!this.stopped) {
        this.tick(now);
        requestAnimationFrame(loop);
      }
    };
    requestAnimationFrame(loop);
  }

  stop(): void {
    this.stopped = true;
  }

  dirty(): void {
    this.isPlanDirty = true;
  }

  private resize(): void {
    const { width, height } = this.plan.parentElement!.getBoundingClientRect();
    this.ratio = Math.min(2, window.devicePixelRatio || 1);
    for (const canvas of [this.plan, this.maps, this.people, this.overlay]) {
      canvas.width = Math.max(1, Math.round(width * this.ratio));
      canvas.height = Math.max(1, Math.round(height * this.ratio));
    }
    this.camera.width = Math.max(1, width);
    this.camera.height = Math.max(1, height);
    if (this.app.layout && this.isWhole) {
      this.camera.fitAll(this.app.layout);
    }
    this.dirty();
  }

  private makeRoomFor(buttons: HTMLElement): void {
    this.camera.buttonsPx = buttons.offsetHeight + 14;
    if (this.isWhole && this.app.layout) {
      this.camera.fitAll(this.app.layout);
      this.dirty();
    }
  }

  /** Somebody has moved the plan, or come nearer: it stays as it is. */
  move(): void {
    this.isWhole = false;
    this.dirty();
  }

  fit(panel: number): void {
    const { layout } = this.app;
    const found = layout?.panels[panel];
    this.isWhole = !found;
    if (found) {
      this.camera.fitPanel(found);
    } else if (layout) {
      this.camera.fitAll(layout);
    }
    this.dirty();
  }

  private picture(): Picture | null {
    const playback = this.app.playback;
    return playback?.next ? { previous: playback.previous, next: playback.next, blend: playback.blend } : null;
  }

  private tick(now: number): void {
    const { app } = this;
    app.playback?.advance(now);
    const { scene, layout } = app;
    if (!scene || !layout) {
      return;
    }
    if (this.lastScene !== layout) {
      this.lastScene = layout;
      this.contents = contentsOf(scene, layout);
      if (!this.isFitted) {
        this.camera.fitAll(layout);
        this.isFitted = true;
      }
      this.dirty();
    }
    const picture = this.picture();
    const begun = performance.now();
    if (picture && app.isFollowing && app.selected >= 0) {
      this.follow(picture);
    }
    const isPlanDrawn = this.isPlanDirty;
    if (this.isPlanDirty) {
      this.isPlanDirty = false;
      const context = this.plan.getContext('2d')!;
      context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
      drawPlan(context, scene, this.contents, this.camera, paletteNow());
    }
    this.drawMaps(isPlanDrawn, picture);
    if (picture && (isPlanDrawn || picture.next !== this.lastFrame || picture.blend !== this.lastBlend || app.playback!.isPlaying)) {
      this.lastFrame = picture.next;
      this.lastBlend = picture.blend;
      this.drawing.draw(picture, this.camera, layout, paletteNow(), this.ratio);
      this.noteTrail(picture);
    }
    if (picture) {
      const context = this.overlay.getContext('2d')!;
      context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
      context.clearRect(0, 0, this.camera.width, this.camera.height);
      drawOverlay(context, app, this.contents, this.camera, paletteNow(), picture, this.trail, now);
      this.drawMs = this.drawMs * 0.95 + (performance.now() - begun) * 0.05;
      this.people.dataset.ms = this.drawMs.toFixed(2);
    }
  }

  private lastMaps: unknown = null;
  private lastShown = '[[],false]';

  private drawMaps(isMoved: boolean, picture: Picture | null): void {
    const { scene, world, layers } = this.app;
    const maps = picture?.next.maps ?? [];
    const risk = layers.has('risk') ? (world?.study?.risk ?? null) : null;
    const shown = JSON.stringify([maps.map(({ wish }) => wish), risk !== null]);
    const isNew = shown !== this.lastShown || (maps.length > 0 && picture!.next.maps !== this.lastMaps);
    if (!scene || !(isNew || (isMoved && shown !== '[[],false]'))) {
      return;
    }
    this.lastShown = shown;
    this.lastMaps = picture?.next.maps;
    const context = this.maps.getContext('2d')!;
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.clearRect(0, 0, this.camera.width, this.camera.height);
    drawMaps(context, scene, this.contents, this.camera, maps, risk);
    this.maps.dataset.shown = shown;
  }

  private noteTrail(picture: Picture): void {
    const { selected } = this.app;
    if (selected !== this.trailOf) {
      this.trailOf = selected;
      this.trail.length = 0;
    }
    if (selected < 0) {
      return;
    }
    const place = placeOf(picture, selected);
    const last = this.trail[this.trail.length - 1];
    const { tick } = picture.next;
    if (last && tick < last.tick) {
      this.trail.length = 0;
    }
    if (!last || last.level !== place.level || Math.hypot(last.x - place.x, last.y - place.y) > 0.3) {
      this.trail.push({ ...place, tick });
      if (this.trail.length > 600) {
        this.trail.shift();
      }
    }
  }

  private follow(picture: Picture): void {
    const place = placeOf(picture, this.app.selected);
    const panel = this.app.layout!.panels.find(
      ({ level, box }) =>
        level === place.level && place.x >= box.low[0] && place.x <= box.high[0] && place.y >= box.low[1] && place.y <= box.high[1],
    );
    if (panel) {
      const x = panel.x + (place.x - panel.box.low[0]) * panel.scale;
      const y = panel.y + (place.y - panel.box.low[1]) * panel.scale;
      const isMoved = Math.hypot(x - this.camera.x, y - this.camera.y) * this.camera.scale > 0.5;
      const wanted = 16 / panel.scale;
      if (isMoved || this.camera.scale < wanted) {
        this.camera.x += (x - this.camera.x) * 0.2;
        this.camera.y += (y - this.camera.y) * 0.2;
        this.camera.scale = Math.max(this.camera.scale, Math.min(wanted, this.camera.scale * 1.08));
        this.move();
      }
    }
  }

  /** The person nearest to a point of the screen, -1 where nobody is near. */
  personAt(screenX: number, screenY: number): number {
    const { scene, layout } = this.app;
    const picture = this.picture();
    if (!scene || !layout || !picture) {
      return -1;
    }
    let best = -1;
    let least = Infinity;
    for (const panel of layout.panels) {
      const placing = placingOf(this.camera, panel);
      const reach = Math.max(9, radiusPx(placing) * 1.6);
      for (let person = 0; person < scene.persons.length; person++) {
        const { x, y, level } = placeOf(picture, person);
        if (level !== panel.level || x < panel.box.low[0] || x > panel.box.high[0] || y < panel.box.low[1] || y > panel.box.high[1]) {
          continue;
        }
        const away = Math.hypot(placing.offsetX + x * placing.factor - screenX, placing.offsetY - y * placing.factor - screenY);
        if (away < Math.min(reach, least)) {
          least = away;
          best = person;
        }
      }
    }
    return best;
  }

  /** The room under a point of the screen, -1 outside of all. */
  roomAt(screenX: number, screenY: number): number {
    const { scene } = this.app;
    for (const { panel, rooms } of this.contents) {
      const placing = placingOf(this.camera, panel);
      const isInside = screenX >= placing.left && screenX <= placing.left + placing.width && screenY >= placing.top && screenY <= placing.top + placing.height;
      const x = (screenX - placing.offsetX) / placing.factor;
      const y = (placing.offsetY - screenY) / placing.factor;
      const found = isInside && rooms.filter(({ corners }) => contains(corners, x, y)).sort((a, b) => a.area - b.area)[0];
      if (found) {
        return scene!.rooms.indexOf(found);
      }
    }
    return -1;
  }

  /** The door nearest to a point of the screen, -1 where none is near. */
  doorAt(screenX: number, screenY: number): number {
    let best = -1;
    let least = DOOR_PX;
    for (const { panel, openings } of this.contents) {
      const placing = placingOf(this.camera, panel);
      for (const { opening, index } of openings) {
        if (!opening.passable || opening.kind === 'gap' || opening.kind === 'window') {
          continue;
        }
        const planX = (screenX - placing.offsetX) / placing.factor;
        const planY = (placing.offsetY - screenY) / placing.factor;
        const away = distanceTo(opening.from, opening.to, planX, planY) * placing.factor;
        if (away < least) {
          least = away;
          best = index;
        }
      }
    }
    return best;
  }
}

function listenToPointer(view: MapView, app: App, element: HTMLElement): void {
  const down = new Map<number, { x: number; y: number }>();
  let moved = 0;
  const at = (event: PointerEvent | WheelEvent | MouseEvent) => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  element.addEventListener('pointerdown', (event) => {
    element.setPointerCapture(event.pointerId);
    down.set(event.pointerId, at(event));
    moved = 0;
  });
  element.addEventListener('pointermove', (event) => {
    const before = down.get(event.pointerId);
    if (!before) {
      return;
    }
    const now = at(event);
    moved += Math.hypot(now.x - before.x, now.y - before.y);
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
    if (other) {
      const apart = Math.hypot(now.x - other.x, now.y - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y));
      view.camera.zoom(apart, other.x, other.y);
    } else if (moved > CLICK_PX) {
      app.isFollowing = false;
      view.camera.pan(now.x - before.x, now.y - before.y);
    }
    down.set(event.pointerId, now);
    if (other || moved > CLICK_PX) {
      view.move();
    }
  });
  const up = (event: PointerEvent) => {
    if (down.delete(event.pointerId) && event.type === 'pointerup' && moved <= CLICK_PX) {
      const { x, y } = at(event);
      app.touch();
      const person = view.personAt(x, y);
      const door = person < 0 ? view.doorAt(x, y) : -1;
      // whoever looks at the way to a door may look at people meanwhile
      const kept = person >= 0 && app.layers.has('distance') ? app.selectedDoor : door;
      app.selectPlace(kept, person < 0 && door < 0 ? view.roomAt(x, y) : -1);
      app.select(person);
    }
  };
  element.addEventListener('pointerup', up);
  element.addEventListener('pointercancel', up);
  element.addEventListener(
    'wheel',
    (event) => {
      event.preventDefault();
      const { x, y } = at(event);
      view.camera.zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), x, y);
      view.move();
    },
    { passive: false },
  );
  element.addEventListener('dblclick', (event) => {
    const { x, y } = at(event);
    const panel = app.layout?.panels.findIndex((candidate) => {
      const placing = placingOf(view.camera, candidate);
      return x >= placing.left && x <= placing.left + placing.width && y >= placing.top && y <= placing.top + placing.height;
    });
    view.fit(panel ?? -1);
  });
}

/** The map never draws itself again as a component: its canvases live as long as the page. */
export function PlanMap({ app }: { app: App }) {
  const plan = useRef<HTMLCanvasElement>(null);
  const maps = useRef<HTMLCanvasElement>(null);
  const people = useRef<HTMLCanvasElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const view = new MapView(app, plan.current!, maps.current!, people.current!, overlay.current!);
    listenToPointer(view, app, overlay.current!);
    return app.listen(() => {
      const tick = app.playback?.next?.tick;
      if (tick !== undefined) {
        overlay.current?.setAttribute('data-tick', String(tick));
      }
    });
  }, [app]);
  return (
    <div class="map">
      <canvas ref={plan} aria-hidden="true" />
      <canvas ref={maps} aria-hidden="true" class="maps" />
      <canvas ref={people} aria-hidden="true" class="people" />
      <canvas ref={overlay} role="img" aria-label={`Plan of the building with everybody in it, drawn as ${CELLS.join(', ')}`} />
    </div>
  );
}
