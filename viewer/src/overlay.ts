// What is drawn above the people: doors, bites, cries, density, and what concerns the selected person.
import type { App } from './app';
import { placingOf, type Camera, type Placing } from './camera';
import { PERSON_NUMBERS, STAFF_KIND } from './frames';
import type { Panel } from './layout';
import type { Palette } from './palette';
import { placeOf, radiusPx, type Picture } from './people';
import { drawDoors, traceRoom, type Content } from './plan';
import { upTo } from './ticks';
import { ESCAPED } from './world';

/** bites of the last seconds are marked, and fade */
const BITE_S = 120;
const DENSITY_CELL_M = 2;

interface Spot {
  x: number;
  y: number;
  level: number;
}

function inPanel(panel: Panel, spot: Spot): boolean {
  const { box } = panel;
  return panel.level === spot.level && spot.x >= box.low[0] && spot.x <= box.high[0] && spot.y >= box.low[1] && spot.y <= box.high[1];
}

function screenOf(placing: Placing, spot: Spot): [number, number] {
  return [placing.offsetX + spot.x * placing.factor, placing.offsetY - spot.y * placing.factor];
}

function drawBites(context: CanvasRenderingContext2D, app: App, contents: Content[], camera: Camera, palette: Palette): void {
  const { scene, history, playback } = app;
  const bitten = scene!.eventKinds.findIndex(({ word }) => word === 'was_bitten');
  const now = playback!.now;
  const span = BITE_S / scene!.step;
  context.strokeStyle = palette.bite;
  context.lineWidth = 2;
  for (let i = upTo(history!.events, now) - 1; i >= 0 && now - history!.events[i].tick < span; i--) {
    const event = history!.events[i];
    if (event.kind !== bitten || event.room < 0) {
      continue;
    }
    const spot = { x: event.x, y: event.y, level: scene!.rooms[event.room].level };
    context.globalAlpha = 1 - (now - event.tick) / span;
    for (const { panel } of contents) {
      if (inPanel(panel, spot)) {
        const [x, y] = screenOf(placingOf(camera, panel), spot);
        context.beginPath();
        context.moveTo(x - 4, y - 4);
        context.lineTo(x + 4, y + 4);
        context.moveTo(x - 4, y + 4);
        context.lineTo(x + 4, y - 4);
        context.stroke();
      }
    }
  }
  context.globalAlpha = 1;
}

// a cry spreads as a ring
function drawNoise(context: CanvasRenderingContext2D, contents: Content[], camera: Camera, palette: Palette, picture: Picture, nowMs: number): void {
  const phase = (nowMs % 900) / 900;
  context.strokeStyle = palette.ink;
  context.lineWidth = 1.2;
  context.globalAlpha = 0.55 * (1 - phase);
  for (const person of picture.next.cries) {
    const spot = placeOf(picture, person);
    for (const { panel } of contents) {
      if (inPanel(panel, spot)) {
        const placing = placingOf(camera, panel);
        const [x, y] = screenOf(placing, spot);
        context.beginPath();
        context.arc(x, y, radiusPx(placing) + phase * Math.max(8, 3 * placing.factor), 0, 7);
        context.stroke();
      }
    }
  }
  context.globalAlpha = 1;
}

function drawDensity(context: CanvasRenderingContext2D, contents: Content[], camera: Camera, palette: Palette, picture: Picture): void {
  const { people } = picture.next;
  for (const { panel } of contents) {
    const placing = placingOf(camera, panel);
    const counts = new Map<string, number>();
    for (let at = 0; at < people.length; at += PERSON_NUMBERS) {
      const spot = { x: people[at], y: people[at + 1], level: people[at + 3] };
      if (people[at + 4] % STAFF_KIND !== ESCAPED && inPanel(panel, spot)) {
        const key = `${Math.floor(spot.x / DENSITY_CELL_M)},${Math.floor(spot.y / DENSITY_CELL_M)}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
    context.fillStyle = palette.bite;
    for (const [key, count] of counts) {
      const [column, row] = key.split(',').map(Number);
      const side = DENSITY_CELL_M * placing.factor;
      context.globalAlpha = Math.min(0.7, (0.14 * count * 4) / DENSITY_CELL_M ** 2);
      context.fillRect(placing.offsetX + column * side, placing.offsetY - (row + 1) * side, side, side);
    }
    context.globalAlpha = 1;
  }
}

function drawTrail(context: CanvasRenderingContext2D, contents: Content[], camera: Camera, palette: Palette, trail: Spot[]): void {
  context.strokeStyle = palette.select;
  context.lineWidth = 1.5;
  context.globalAlpha = 0.5;
  for (const { panel } of contents) {
    const placing = placingOf(camera, panel);
    context.beginPath();
    let isDown = false;
    for (const spot of trail) {
      if (inPanel(panel, spot)) {
        const [x, y] = screenOf(placing, spot);
        if (isDown) {
          context.lineTo(x, y);
        } else {
          context.moveTo(x, y);
        }
        isDown = true;
      } else {
        isDown = false;
      }
    }
    context.stroke();
  }
  context.globalAlpha = 1;
}

function drawRing(context: CanvasRenderingContext2D, contents: Content[], camera: Camera, color: string, spot: Spot, by: number): void {
  for (const { panel } of contents) {
    if (inPanel(panel, spot)) {
      const placing = placingOf(camera, panel);
      const [x, y] = screenOf(placing, spot);
      context.strokeStyle = color;
      context.lineWidth = 2.2;
      context.beginPath();
      context.arc(x, y, radiusPx(placing) * by + 3, 0, 7);
      context.stroke();
    }
  }
}

function drawTies(context: CanvasRenderingContext2D, contents: Content[], camera: Camera, palette: Palette, picture: Picture, from: Spot, others: number[]): void {
  context.setLineDash([3, 3]);
  context.strokeStyle = palette.select;
  context.lineWidth = 1;
  for (const other of others) {
    const to = placeOf(picture, other);
    for (const { panel } of contents) {
      if (inPanel(panel, from) && inPanel(panel, to)) {
        const placing = placingOf(camera, panel);
        context.beginPath();
        context.moveTo(...screenOf(placing, from));
        context.lineTo(...screenOf(placing, to));
        context.stroke();
      }
    }
  }
  context.setLineDash([]);
}

// the room that was clicked, as an outline
function drawRoomMark(context: CanvasRenderingContext2D, app: App, contents: Content[], camera: Camera, palette: Palette): void {
  const room = app.scene!.rooms[app.selectedRoom];
  context.strokeStyle = palette.select;
  context.lineWidth = 2;
  for (const { panel, rooms } of contents) {
    if (rooms.includes(room)) {
      const placing = placingOf(camera, panel);
      context.save();
      context.beginPath();
      context.rect(placing.left, placing.top, placing.width, placing.height);
      context.clip();
      context.beginPath();
      traceRoom(context, room, placing);
      context.stroke();
      context.restore();
    }
  }
}

function drawDoorMark(context: CanvasRenderingContext2D, app: App, contents: Content[], camera: Camera, palette: Palette): void {
  const { from, to } = app.scene!.openings[app.selectedDoor];
  for (const { panel, openings } of contents) {
    if (openings.some(({ index }) => index === app.selectedDoor)) {
      const placing = placingOf(camera, panel);
      const [x, y] = screenOf(placing, { x: (from[0] + to[0]) / 2, y: (from[1] + to[1]) / 2, level: panel.level });
      context.strokeStyle = palette.select;
      context.lineWidth = 2;
      context.beginPath();
      context.arc(x, y, Math.max(8, placing.factor), 0, 7);
      context.stroke();
    }
  }
}

/** Persons whom the selected one infected, and those whom they did. */
export function infectedBy(app: App, person: number): Set<number> {
  const { scene, history, playback } = app;
  const found = new Set<number>();
  if (!scene || !history || person < 0) {
    return found;
  }
  const bitten = scene.eventKinds.findIndex(({ word }) => word === 'was_bitten');
  const end = upTo(history.events, playback!.now);
  const carriers = new Set([person]);
  for (let i = 0; i < end; i++) {
    const event = history.events[i];
    if (event.kind === bitten && carriers.has(event.whom) && !carriers.has(event.who)) {
      carriers.add(event.who);
      found.add(event.who);
    }
  }
  return found;
}

export function drawOverlay(
  context: CanvasRenderingContext2D,
  app: App,
  contents: Content[],
  camera: Camera,
  palette: Palette,
  picture: Picture,
  trail: Spot[],
  nowMs: number,
): void {
  drawDoors(context, contents, camera, palette, picture.next.doors);
  const { layers, selected } = app;
  if (layers.has('density')) {
    drawDensity(context, contents, camera, palette, picture);
  }
  if (layers.has('bites')) {
    drawBites(context, app, contents, camera, palette);
  }
  if (layers.has('cries') && app.playback!.isPlaying) {
    drawNoise(context, contents, camera, palette, picture, nowMs);
  }
  if (app.selectedRoom >= 0) {
    drawRoomMark(context, app, contents, camera, palette);
  }
  if (app.selectedDoor >= 0) {
    drawDoorMark(context, app, contents, camera, palette);
  }
  if (selected < 0) {
    return;
  }
  const spot = placeOf(picture, selected);
  if (layers.has('trail')) {
    drawTrail(context, contents, camera, palette, trail);
  }
  const watched = picture.next.watched;
  if (layers.has('ties') && watched?.person === selected) {
    drawTies(context, contents, camera, palette, picture, spot, watched.friends);
  }
  infectedBy(app, selected).forEach((other) => drawRing(context, contents, camera, palette.bite, placeOf(picture, other), 1));
  drawRing(context, contents, camera, palette.select, spot, 1.4);
}
