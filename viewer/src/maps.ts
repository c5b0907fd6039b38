// Maps over the rooms: what somebody sees, how loud it is, how far it is to a door, and the risk of each room over many runs.
import { placingOf, type Camera, type Placing } from './camera';
import type { MapOfRooms, MapWish } from './frames';
import type { Panel } from './layout';
import type { Content } from './plan';
import { traceRoom } from './plan';
import type { Scene } from './world';

const HEAD_NUMBERS = 6;
/** levels of sound between which the colour runs, dB */
export const NOISE_RANGE_DB = [30, 95] as const;
/** the colours of a way begin again after so many metres, twice as far apart on the second round */
export const WAY_BAND_M = 10;
export const WAY_RANGE_M = 120;

/** viridis (S. van der Walt and N. Smith 2015), from light to dark: ordered in lightness, and so for every kind of colour vision. */
export const RISK_CLASSES = [
  { most: 0, color: '' },
  { most: 0.1, color: '#fde725' },
  { most: 0.3, color: '#7ad151' },
  { most: 1, color: '#22a884' },
  { most: 3, color: '#2a788e' },
  { most: 10, color: '#414487' },
  { most: Infinity, color: '#440154' },
] as const;

export function riskColor(infections: number): string {
  return RISK_CLASSES.find(({ most }) => infections <= most)!.color;
}

type Color = readonly [number, number, number, number];

const RAMP: readonly [number, number, number][] = [
  [253, 231, 37],
  [122, 209, 81],
  [34, 168, 132],
  [42, 120, 142],
  [65, 68, 135],
  [68, 1, 84],
];

/** A share of the way along the colours, 0 light to 1 dark. */
export function rampColor(share: number): readonly [number, number, number] {
  const at = Math.max(0, Math.min(1, share)) * (RAMP.length - 1);
  const low = Math.min(RAMP.length - 2, Math.floor(at));
  const mix = (i: number) => Math.round(RAMP[low][i] + (RAMP[low + 1][i] - RAMP[low][i]) * (at - low));
  return [mix(0), mix(1), mix(2)];
}

function colorOf(kind: MapWish['kind'], value: number): Color {
  if (kind === 'sight') {
    return [255, 196, 0, 110];
  }
  if (kind === 'noise') {
    const share = (value - NOISE_RANGE_DB[0]) / (NOISE_RANGE_DB[1] - NOISE_RANGE_DB[0]);
    return [...rampColor(1 - share), Math.round(60 + 130 * Math.max(0, Math.min(1, share)))];
  }
  // every other band is a little weaker, so that distances can be counted
  const isOdd = Math.floor(value / WAY_BAND_M) % 2 === 1;
  return [...rampColor(value / WAY_RANGE_M), isOdd ? 110 : 165];
}

interface RoomImage {
  room: number;
  /** in the plan */
  x: number;
  y: number;
  width: number;
  height: number;
  image: HTMLCanvasElement;
}

function imagesOf({ wish, numbers }: MapOfRooms): RoomImage[] {
  const images: RoomImage[] = [];
  for (let at = 0; at < numbers.length; ) {
    const [room, x, y, cell, columns, rows] = numbers.subarray(at, at + HEAD_NUMBERS);
    at += HEAD_NUMBERS;
    const image = document.createElement('canvas');
    image.width = columns;
    image.height = rows;
    const context = image.getContext('2d')!;
    const pixels = context.createImageData(columns, rows);
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const value = numbers[at++];
        if (value >= 0) {
          // rows run north, pixels south
          pixels.data.set(colorOf(wish.kind, value), 4 * ((rows - 1 - row) * columns + column));
        }
      }
    }
    context.putImageData(pixels, 0, 0);
    images.push({ room, x, y, width: columns * cell, height: rows * cell, image });
  }
  return images;
}

// a map is turned into pictures once
const known = new WeakMap<MapOfRooms, RoomImage[]>();

function picturesOf(map: MapOfRooms): RoomImage[] {
  let images = known.get(map);
  if (!images) {
    images = imagesOf(map);
    known.set(map, images);
  }
  return images;
}

function clipToPanel(context: CanvasRenderingContext2D, placing: Placing): void {
  context.save();
  context.beginPath();
  context.rect(placing.left, placing.top, placing.width, placing.height);
  context.clip();
}

function drawMap(context: CanvasRenderingContext2D, map: MapOfRooms, panel: Panel, placing: Placing, scene: Scene): void {
  for (const { room, x, y, width, height, image } of picturesOf(map)) {
    if (scene.rooms[room].level !== panel.level) {
      continue;
    }
    context.save();
    context.beginPath();
    traceRoom(context, scene.rooms[room], placing);
    context.clip();
    // levels of sound have no edges; what is seen and how far it is have
    context.imageSmoothingEnabled = map.wish.kind === 'noise';
    context.drawImage(image, placing.offsetX + x * placing.factor, placing.offsetY - (y + height) * placing.factor, width * placing.factor, height * placing.factor);
    context.restore();
  }
}

/** All maps of a moment, below the people. */
export function drawMaps(context: CanvasRenderingContext2D, scene: Scene, contents: Content[], camera: Camera, maps: MapOfRooms[], risk: number[] | null): void {
  for (const { panel, rooms } of contents) {
    const placing = placingOf(camera, panel);
    clipToPanel(context, placing);
    if (risk) {
      context.globalAlpha = 0.6;
      for (const room of rooms) {
        const color = riskColor(risk[scene.rooms.indexOf(room)] ?? 0);
        if (color) {
          context.fillStyle = color;
          context.beginPath();
          traceRoom(context, room, placing);
          context.fill();
        }
      }
      context.globalAlpha = 1;
    }
    maps.forEach((map) => drawMap(context, map, panel, placing, scene));
    context.restore();
  }
}
