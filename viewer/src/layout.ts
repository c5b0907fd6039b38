// Where the levels lie on the poster: the floors of a building above one another, the campus beside them, smaller.
import type { Room, Scene } from './world';

export interface Box {
  low: [number, number];
  high: [number, number];
}

/** One part of the poster: a level, or a part of it, at a scale of its own. */
export interface Panel {
  title: string;
  level: number;
  /** in the plan */
  box: Box;
  /** of the south-west corner on the poster; y runs north */
  x: number;
  y: number;
  scale: number;
}

export interface Layout {
  panels: Panel[];
  width: number;
  height: number;
}

/** around what is drawn, as a share of its width, and at most so many metres */
const MARGIN_SHARE = 0.02;
const MARGIN_M = 1.5;
/** between panels, metres of the poster; the titles stand there */
const GAP_M = 4.5;
const SMALL_SCALE = 0.3;
/** of the width of the main building: what stands beside it */
const SIDE_SHARE = 0.52;

const width = (box: Box): number => box.high[0] - box.low[0];
const height = (box: Box): number => box.high[1] - box.low[1];

function boxOf(rooms: Room[]): Box | null {
  if (rooms.length === 0) {
    return null;
  }
  const box: Box = { low: [Infinity, Infinity], high: [-Infinity, -Infinity] };
  for (const { corners } of rooms) {
    for (let i = 0; i < corners.length; i++) {
      const axis = i % 2;
      box.low[axis] = Math.min(box.low[axis], corners[i]);
      box.high[axis] = Math.max(box.high[axis], corners[i]);
    }
  }
  return box;
}

function widened(box: Box, by: number): Box {
  return { low: [box.low[0] - by, box.low[1] - by], high: [box.high[0] + by, box.high[1] + by] };
}

function framed(box: Box): Box {
  return widened(box, Math.min(MARGIN_M, MARGIN_SHARE * width(box)));
}

function overlap(a: Box, b: Box): boolean {
  return a.low[0] < b.high[0] && b.low[0] < a.high[0] && a.low[1] < b.high[1] && b.low[1] < a.high[1];
}

function join(a: Box, b: Box): Box {
  return {
    low: [Math.min(a.low[0], b.low[0]), Math.min(a.low[1], b.low[1])],
    high: [Math.max(a.high[0], b.high[0]), Math.max(a.high[1], b.high[1])],
  };
}

// the level that people walk in from: the one with the greatest ground
function groundOf(scene: Scene): number {
  const areas = scene.levels.map(() => 0);
  scene.rooms.forEach((room) => (areas[room.level] += room.area));
  return areas.indexOf(Math.max(...areas));
}

// what is shown of the ground: not the mountain path that runs on for a mile
function campusOf(scene: Scene, ground: number): Box {
  const rooms = scene.rooms.filter((room) => room.level === ground);
  const whole = boxOf(rooms)!;
  const indoor = boxOf(rooms.filter((room) => !room.outdoor)) ?? whole;
  const around = widened(indoor, 0.25 * Math.max(width(indoor), height(indoor)));
  return {
    low: [Math.max(whole.low[0], around.low[0]), Math.max(whole.low[1], around.low[1])],
    high: [Math.min(whole.high[0], around.high[0]), Math.min(whole.high[1], around.high[1])],
  };
}

interface Tower {
  box: Box;
  levels: number[];
}

// floors that lie above one another belong to one building
function towersOf(scene: Scene, ground: number): Tower[] {
  const towers: Tower[] = [];
  scene.levels.forEach((_, level) => {
    const box = boxOf(scene.rooms.filter((room) => room.level === level && !room.stair));
    if (!box || level === ground) {
      return;
    }
    const tower = towers.find((other) => overlap(other.box, box));
    if (tower) {
      tower.box = join(tower.box, box);
      tower.levels.push(level);
    } else {
      towers.push({ box, levels: [level] });
    }
  });
  const size = (tower: Tower) => width(tower.box) * height(tower.box) * tower.levels.length;
  return towers.sort((a, b) => size(b) - size(a));
}

// the floors of a tower from the top down, and the ground under them; returns how much room they take
function addTower(panels: Panel[], scene: Scene, tower: Tower, ground: number, x: number, top: number, scale: number): number {
  const box = framed(tower.box);
  const order = [...tower.levels].sort((a, b) => scene.levels[b].elevation - scene.levels[a].elevation);
  const lowest = Math.min(...order.map((level) => scene.levels[level].elevation));
  const levels = scene.levels[ground].elevation < lowest ? [...order, ground] : order;
  let y = top;
  for (const level of levels) {
    y -= GAP_M + height(box) * scale;
    panels.push({ title: scene.levels[level].name, level, box, x, y, scale });
  }
  return top - y;
}

/** The poster of a scene, its south-west corner at (0, 0). */
export function layoutOf(scene: Scene): Layout {
  const ground = groundOf(scene);
  const campus = campusOf(scene, ground);
  const towers = towersOf(scene, ground);
  const panels: Panel[] = [];
  if (towers.length === 0) {
    const box = framed(campus);
    panels.push({ title: scene.levels[ground].name, level: ground, box, x: 0, y: 0, scale: 1 });
    return { panels, width: width(box), height: height(box) * 1.06 };
  }
  const tall = addTower(panels, scene, towers[0], ground, 0, 0, 1);
  const main = framed(towers[0].box);
  const right = width(main) + GAP_M;
  const beside = addCampus(panels, campus, ground, { x: right, wide: SIDE_SHARE * width(main), tall });
  addOthers(panels, scene, towers.slice(1), { x: right, y: -beside, wide: SIDE_SHARE * width(main) });
  const low = Math.min(...panels.map((panel) => panel.y));
  panels.forEach((panel) => (panel.y -= low));
  return { panels, width: Math.max(...panels.map((panel) => panel.x + width(panel.box) * panel.scale)), height: -low };
}

interface Place {
  x: number;
  y: number;
  wide: number;
}

// the ground around the building, as small as it takes; returns how much room it takes from the top down
function addCampus(panels: Panel[], campus: Box, ground: number, place: { x: number; wide: number; tall: number }): number {
  const scale = Math.min(place.wide / width(campus), (place.tall - GAP_M) / height(campus));
  if (width(campus) * height(campus) < 1.5 * width(panels[0].box) * height(panels[0].box)) {
    return 0;
  }
  const tall = GAP_M + height(campus) * scale;
  panels.push({ title: 'campus', level: ground, box: campus, x: place.x, y: -tall, scale });
  return tall;
}

// floors of other buildings in rows, one beside another
function addOthers(panels: Panel[], scene: Scene, towers: Tower[], place: Place): void {
  let { x, y } = place;
  for (const tower of towers) {
    const box = framed(tower.box);
    for (const level of [...tower.levels].reverse()) {
      if (x + width(box) * SMALL_SCALE > place.x + place.wide && x > place.x) {
        x = place.x;
        y -= height(box) * SMALL_SCALE + GAP_M;
      }
      panels.push({ title: scene.levels[level].name, level, box, x, y: y - GAP_M - height(box) * SMALL_SCALE, scale: SMALL_SCALE });
      x += width(box) * SMALL_SCALE + GAP_M / 2;
    }
  }
}

/** The level of a stair's flight is its lower one. */
export function panelOf(layout: Layout, level: number, x: number, y: number): Panel | undefined {
  return layout.panels.find(
    (panel) => panel.level === level && x >= panel.box.low[0] && x <= panel.box.high[0] && y >= panel.box.low[1] && y <= panel.box.high[1],
  );
}
