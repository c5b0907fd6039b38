// Drawing the building on a 2-D canvas: what does not change, and the doors as they stand.
import { placingOf, type Camera, type Placing } from './camera';
import type { Box, Layout, Panel } from './layout';
import type { Palette } from './palette';
import type { Opening, Room, Scene } from './world';

const FURNITURE_PX_PER_M = 2.2;
const NAME_PX = 11;
/** names of rooms that are drawn smaller would lie over each other */
const NAMES_PX_PER_M = 0.9;
const OUTDOOR_PATHS = new Set(['path', 'car_park', 'court', 'building_site', 'roof']);

/** What a panel shows, found once. */
interface Content {
  panel: Panel;
  rooms: Room[];
  openings: { opening: Opening; index: number }[];
  obstacles: Scene['obstacles'];
}

function reaches(box: Box, corners: number[]): boolean {
  let [lowX, lowY, highX, highY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < corners.length; i += 2) {
    lowX = Math.min(lowX, corners[i]);
    highX = Math.max(highX, corners[i]);
    lowY = Math.min(lowY, corners[i + 1]);
    highY = Math.max(highY, corners[i + 1]);
  }
  return lowX < box.high[0] && highX > box.low[0] && lowY < box.high[1] && highY > box.low[1];
}

export function contentsOf(scene: Scene, layout: Layout): Content[] {
  return layout.panels.map((panel) => {
    const isShown = (room: Room) => room.level === panel.level && reaches(panel.box, room.corners);
    const rooms = scene.rooms.filter(isShown).sort((a, b) => b.outdoor - a.outdoor);
    const openings = scene.openings
      .map((opening, index) => ({ opening, index }))
      .filter(({ opening }) => opening.rooms.some((room) => room >= 0 && isShown(scene.rooms[room])))
      .filter(({ opening }) => reaches(panel.box, [...opening.from, ...opening.to].map((value, i) => value + (i < 2 ? -0.01 : 0.01))));
    const obstacles = scene.obstacles.filter((obstacle) => rooms.includes(scene.rooms[obstacle.room]));
    return { panel, rooms, openings, obstacles };
  });
}

export function traceRoom(context: CanvasRenderingContext2D, room: Room, placing: Placing): void {
  const { corners } = room;
  for (let i = 0; i < corners.length; i += 2) {
    const x = placing.offsetX + corners[i] * placing.factor;
    const y = placing.offsetY - corners[i + 1] * placing.factor;
    if (i === 0) {
      context.moveTo(x, y);
    } else {
      context.lineTo(x, y);
    }
  }
  context.closePath();
}

function fillOf(room: Room, palette: Palette): string {
  if (palette.rooms[room.use]) {
    return palette.rooms[room.use];
  }
  return room.outdoor ? (OUTDOOR_PATHS.has(room.use) ? palette.path : palette.outdoor) : palette.floor;
}

function drawRooms(context: CanvasRenderingContext2D, content: Content, placing: Placing, palette: Palette): void {
  for (const room of content.rooms) {
    context.beginPath();
    traceRoom(context, room, placing);
    context.fillStyle = fillOf(room, palette);
    context.fill();
    if (room.stair) {
      drawSteps(context, room, placing, palette);
    }
  }
}

// a flight is hatched, so that it reads as steps
function drawSteps(context: CanvasRenderingContext2D, room: Room, placing: Placing, palette: Palette): void {
  if (placing.factor < 2) {
    return;
  }
  context.save();
  context.beginPath();
  traceRoom(context, room, placing);
  context.clip();
  context.strokeStyle = palette.faint;
  context.globalAlpha = 0.35;
  context.lineWidth = 1;
  const ys = room.corners.filter((_, i) => i % 2 === 1);
  const xs = room.corners.filter((_, i) => i % 2 === 0);
  const [low, high] = [Math.min(...ys), Math.max(...ys)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  context.beginPath();
  for (let y = low; y < high; y += 0.6) {
    const at = placing.offsetY - y * placing.factor;
    context.moveTo(placing.offsetX + left * placing.factor, at);
    context.lineTo(placing.offsetX + right * placing.factor, at);
  }
  context.stroke();
  context.restore();
}

function drawFurniture(context: CanvasRenderingContext2D, content: Content, placing: Placing, palette: Palette): void {
  if (placing.factor < FURNITURE_PX_PER_M) {
    return;
  }
  context.fillStyle = palette.furniture;
  for (const { box } of content.obstacles) {
    const [x, y, width, depth] = box;
    context.fillRect(
      placing.offsetX + x * placing.factor,
      placing.offsetY - (y + depth) * placing.factor,
      width * placing.factor,
      depth * placing.factor,
    );
  }
}

function line(context: CanvasRenderingContext2D, opening: Opening, placing: Placing): void {
  context.moveTo(placing.offsetX + opening.from[0] * placing.factor, placing.offsetY - opening.from[1] * placing.factor);
  context.lineTo(placing.offsetX + opening.to[0] * placing.factor, placing.offsetY - opening.to[1] * placing.factor);
}

function drawWalls(context: CanvasRenderingContext2D, content: Content, scene: Scene, placing: Placing, palette: Palette): void {
  context.strokeStyle = palette.wall;
  context.lineWidth = Math.max(0.8, Math.min(4, 0.16 * placing.factor));
  context.beginPath();
  content.rooms.filter((room) => !room.outdoor).forEach((room) => traceRoom(context, room, placing));
  context.stroke();
  // openings cut the wall
  for (const isWindow of [false, true]) {
    context.beginPath();
    for (const { opening } of content.openings) {
      const joinsIndoors = opening.rooms.some((room) => room >= 0 && !scene.rooms[room].outdoor);
      if (joinsIndoors && (opening.kind === 'window') === isWindow) {
        line(context, opening, placing);
      }
    }
    context.strokeStyle = isWindow ? palette.window : palette.floor;
    context.lineWidth += isWindow ? -0.4 : 0.8;
    context.stroke();
  }
}

function drawNames(context: CanvasRenderingContext2D, content: Content, placing: Placing, palette: Palette): void {
  if (placing.factor < NAMES_PX_PER_M) {
    return;
  }
  context.textAlign = 'center';
  context.textBaseline = 'top';
  context.fillStyle = palette.faint;
  for (const room of content.rooms) {
    if (room.void && !room.outdoor) {
      continue;
    }
    const xs = room.corners.filter((_, i) => i % 2 === 0);
    const ys = room.corners.filter((_, i) => i % 2 === 1);
    const wide = (Math.min(Math.max(...xs), content.panel.box.high[0]) - Math.max(Math.min(...xs), content.panel.box.low[0])) * placing.factor;
    const high = (Math.max(...ys) - Math.min(...ys)) * placing.factor;
    const size = Math.min(15, Math.max(NAME_PX, 0.9 * placing.factor));
    context.font = `${size}px system-ui, sans-serif`;
    if (high < size + 4 || context.measureText(room.name).width > wide - 4) {
      continue;
    }
    const x = placing.offsetX + ((Math.max(Math.min(...xs), content.panel.box.low[0]) + Math.min(Math.max(...xs), content.panel.box.high[0])) / 2) * placing.factor;
    const top = placing.offsetY - Math.min(Math.max(...ys), content.panel.box.high[1]) * placing.factor;
    context.fillText(room.name, x, top + 3);
  }
}

function isOnScreen(camera: Camera, placing: Placing): boolean {
  return (
    placing.left < camera.width && placing.left + placing.width > 0 && placing.top < camera.height && placing.top + placing.height > 0
  );
}

function inPanel(context: CanvasRenderingContext2D, placing: Placing, draw: () => void): void {
  context.save();
  context.beginPath();
  context.rect(placing.left, placing.top, placing.width, placing.height);
  context.clip();
  draw();
  context.restore();
}

export function drawPlan(context: CanvasRenderingContext2D, scene: Scene, contents: Content[], camera: Camera, palette: Palette): void {
  context.fillStyle = palette.paper;
  context.fillRect(0, 0, camera.width, camera.height);
  for (const content of contents) {
    const placing = placingOf(camera, content.panel);
    if (!isOnScreen(camera, placing)) {
      continue;
    }
    inPanel(context, placing, () => {
      drawRooms(context, content, placing, palette);
      drawFurniture(context, content, placing, palette);
      drawWalls(context, content, scene, placing, palette);
      drawNames(context, content, placing, palette);
    });
    const size = Math.max(9, Math.min(16, 2.4 * camera.scale + 1));
    context.font = `600 ${size}px system-ui, sans-serif`;
    context.textAlign = 'left';
    context.textBaseline = 'bottom';
    context.fillStyle = palette.ink;
    context.fillText(content.panel.title, placing.left + 2, placing.top - 2);
  }
}

interface DoorStyle {
  color: string;
  width: number;
  dash: number[];
}

// undefined for one that stands open
function doorStyle(state: number, palette: Palette, factor: number): DoorStyle | undefined {
  const width = Math.max(1.6, Math.min(7, 0.3 * factor));
  if (state & 4) {
    return { color: palette.doorBroken, width, dash: [3, 2] };
  }
  if (state & 8) {
    return { color: palette.doorBarricaded, width: width * 1.5, dash: [] };
  }
  if (state & 2) {
    return { color: palette.doorLocked, width: width * 1.3, dash: [] };
  }
  return state & 1 ? undefined : { color: palette.doorShut, width, dash: [] };
}

/** Doors in their state: shut brown, locked black, barricaded green, broken dashed; an open one is a gap. */
export function drawDoors(context: CanvasRenderingContext2D, contents: Content[], camera: Camera, palette: Palette, doors: Uint8Array): void {
  for (const content of contents) {
    const placing = placingOf(camera, content.panel);
    if (!isOnScreen(camera, placing)) {
      continue;
    }
    inPanel(context, placing, () => {
      for (const { opening, index } of content.openings) {
        const isWindow = opening.kind === 'window';
        if (opening.kind === 'gap' || (isWindow && !(doors[index] & 4))) {
          continue;
        }
        const style = doorStyle(doors[index], palette, placing.factor);
        if (style) {
          context.strokeStyle = style.color;
          context.lineWidth = style.width;
          context.setLineDash(style.dash);
          context.beginPath();
          line(context, opening, placing);
          context.stroke();
        }
      }
      context.setLineDash([]);
    });
  }
}

export type { Content };
