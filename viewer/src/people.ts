// Drawing people: with WebGL2 as instanced shapes that the GPU moves between two moments, or on a 2-D canvas.
import { placingOf, type Camera, type Placing } from './camera';
import { PERSON_NUMBERS, STAFF_KIND, type Frame } from './frames';
import type { Layout, Panel } from './layout';
import type { Palette } from './palette';
import { ESCAPED } from './world';

/** radius of a drawn person: larger than a body, so that it is seen */
const RADIUS_M = 0.36;
const LEAST_PX = 2.7;

/** farther than this nobody walks between two moments that are shown one after the other */
const JUMP_M = 40;

export interface Picture {
  previous: Frame | null;
  next: Frame;
  blend: number;
}

export interface PeopleDrawing {
  readonly kind: 'webgl' | 'canvas';
  draw(picture: Picture, camera: Camera, layout: Layout, palette: Palette, pixelRatio: number): void;
}

export function radiusPx(placing: Placing): number {
  return Math.max(LEAST_PX * Math.min(1, 0.55 + placing.factor / 8), RADIUS_M * placing.factor);
}

/** Where somebody is in the picture, in the plan. */
export function placeOf(picture: Picture, person: number): { x: number; y: number; level: number } {
  const at = person * PERSON_NUMBERS;
  const { people } = picture.next;
  const before = picture.previous?.people;
  const isSame = before && before[at + 3] === people[at + 3];
  if (!isSame || Math.hypot(people[at] - before[at], people[at + 1] - before[at + 1]) > JUMP_M) {
    return { x: people[at], y: people[at + 1], level: people[at + 3] };
  }
  const mix = (i: number) => before[at + i] + (people[at + i] - before[at + i]) * picture.blend;
  return { x: mix(0), y: mix(1), level: people[at + 3] };
}

function rgb(color: string): [number, number, number] {
  const value = parseInt(color.slice(1), 16);
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

// ---- WebGL2

const VERTEX = `#version 300 es
in vec2 corner;
in vec4 before;
in vec4 after;
in float kind;
uniform float blend, level, factor, radius, ratio;
uniform vec2 offset, screen;
uniform vec4 box;
out vec2 place;
flat out float shape;
void main() {
  vec2 at = after.xy;
  float heading = after.z;
  if (before.w == after.w && distance(before.xy, after.xy) < ${JUMP_M}.0) {
    at = mix(before.xy, after.xy, blend);
    float turn = after.z - before.z;
    heading = before.z + (turn - 6.2831853 * round(turn / 6.2831853)) * blend;
  }
  shape = kind;
  bool hidden = after.w != level || mod(kind, ${STAFF_KIND}.0) == ${ESCAPED}.0 || at.x < box.x || at.y < box.y || at.x > box.z || at.y > box.w;
  vec2 spread = corner * 1.6;
  place = spread;
  vec2 turned = vec2(spread.x * cos(heading) - spread.y * sin(heading), spread.x * sin(heading) + spread.y * cos(heading));
  vec2 pixel = vec2(offset.x + at.x * factor + turned.x * radius, offset.y - at.y * factor - turned.y * radius);
  vec2 clip = pixel / screen * 2.0 - 1.0;
  gl_Position = hidden ? vec4(2.0, 2.0, 2.0, 1.0) : vec4(clip.x, -clip.y, 0.0, 1.0);
}`;

const FRAGMENT = `#version 300 es
precision highp float;
in vec2 place;
flat in float shape;
uniform vec3 kinds[6];
uniform vec3 edge;
uniform float radius, ratio;
out vec4 color;
float nose(vec2 p) { return max(abs(p.y) * 1.5 + p.x - 1.42, 0.3 - p.x); }
float body(float cell, bool staff, vec2 p) {
  if (cell == 2.0) { return max(max(abs(p.y) * 1.0 + p.x * 0.62 - 0.85, -p.x - 0.85), -1.0); }
  if (cell == 3.0) { return abs(p.x) * 0.85 + abs(p.y) * 1.05 - 1.1; }
  if (cell == 4.0) {
    vec2 q = vec2(p.x + p.y, p.x - p.y) * 0.7071;
    return min(max(abs(q.x) - 1.05, abs(q.y) - 0.34), max(abs(q.y) - 1.05, abs(q.x) - 0.34));
  }
  float trunk = staff ? max(abs(p.x), abs(p.y)) - 0.82 : length(p) - 0.9;
  return min(trunk, nose(p));
}
void main() {
  bool staff = shape >= ${STAFF_KIND}.0;
  float cell = mod(shape, ${STAFF_KIND}.0);
  float pixel = 1.0 / (radius * ratio);
  float d = body(cell, staff, place);
  float alpha = 1.0 - smoothstep(-pixel, pixel, d - 0.12);
  if (alpha < 0.01) { discard; }
  vec3 fill = kinds[int(cell)];
  float rim = smoothstep(-pixel, pixel, d + 0.06);
  vec3 shade = mix(fill, edge, rim * 0.85);
  if (staff && cell > 1.0) { shade = mix(edge, shade, smoothstep(0.2, 0.38, length(place))); }
  color = vec4(shade * alpha, alpha);
}`;

function compile(gl: WebGL2RenderingContext, type: number, source: string): WebGLShader {
  const shader = gl.createShader(type)!;
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS)) {
    throw new Error(gl.getShaderInfoLog(shader) ?? 'a shader failed');
  }
  return shader;
}

class GpuPeople implements PeopleDrawing {
  readonly kind = 'webgl';
  private readonly program: WebGLProgram;
  private readonly uniforms = new Map<string, WebGLUniformLocation>();
  private readonly buffers: [WebGLBuffer, WebGLBuffer];
  private readonly held: [Frame | null, Frame | null] = [null, null];

  constructor(private readonly gl: WebGL2RenderingContext) {
    this.program = gl.createProgram()!;
    gl.attachShader(this.program, compile(gl, gl.VERTEX_SHADER, VERTEX));
    gl.attachShader(this.program, compile(gl, gl.FRAGMENT_SHADER, FRAGMENT));
    gl.linkProgram(this.program);
    if (!gl.getProgramParameter(this.program, gl.LINK_STATUS)) {
      throw new Error(gl.getProgramInfoLog(this.program) ?? 'the shaders do not fit together');
    }
    gl.useProgram(this.program);
    for (const name of ['blend', 'level', 'factor', 'radius', 'ratio', 'offset', 'screen', 'box', 'kinds', 'edge']) {
      this.uniforms.set(name, gl.getUniformLocation(this.program, name)!);
    }
    const corners = gl.createBuffer();
    gl.bindBuffer(gl.ARRAY_BUFFER, corners);
    gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([-1, -1, 1, -1, -1, 1, 1, 1]), gl.STATIC_DRAW);
    const corner = gl.getAttribLocation(this.program, 'corner');
    gl.enableVertexAttribArray(corner);
    gl.vertexAttribPointer(corner, 2, gl.FLOAT, false, 0, 0);
    this.buffers = [gl.createBuffer()!, gl.createBuffer()!];
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  }

  // a frame that is on the GPU already is not sent again
  private bufferOf(frame: Frame, other: Frame | null): WebGLBuffer {
    const { gl, held, buffers } = this;
    let index = held.indexOf(frame);
    if (index < 0) {
      index = held[0] === other && other !== null ? 1 : 0;
      gl.bindBuffer(gl.ARRAY_BUFFER, buffers[index]);
      gl.bufferData(gl.ARRAY_BUFFER, frame.people, gl.DYNAMIC_DRAW);
      held[index] = frame;
    }
    return buffers[index];
  }

  private bind(name: string, size: number, offset: number): void {
    const { gl } = this;
    const at = gl.getAttribLocation(this.program, name);
    gl.enableVertexAttribArray(at);
    gl.vertexAttribPointer(at, size, gl.FLOAT, false, PERSON_NUMBERS * 4, offset * 4);
    gl.vertexAttribDivisor(at, 1);
  }

  private set(name: string, ...values: number[]): void {
    const at = this.uniforms.get(name)!;
    if (values.length === 1) {
      this.gl.uniform1f(at, values[0]);
    } else if (values.length === 2) {
      this.gl.uniform2f(at, values[0], values[1]);
    } else if (values.length === 3) {
      this.gl.uniform3f(at, values[0], values[1], values[2]);
    } else {
      this.gl.uniform4f(at, values[0], values[1], values[2], values[3]);
    }
  }

  draw(picture: Picture, camera: Camera, layout: Layout, palette: Palette, pixelRatio: number): void {
    const { gl } = this;
    const previous = picture.previous ?? picture.next;
    gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    const before = this.bufferOf(previous, picture.next);
    const after = this.bufferOf(picture.next, previous);
    gl.bindBuffer(gl.ARRAY_BUFFER, before);
    this.bind('before', 4, 0);
    gl.bindBuffer(gl.ARRAY_BUFFER, after);
    this.bind('after', 4, 0);
    this.bind('kind', 1, 4);
    this.set('blend', picture.blend);
    this.set('screen', camera.width, camera.height);
    this.set('ratio', pixelRatio);
    this.set('edge', ...rgb(palette.edge));
    gl.uniform3fv(this.uniforms.get('kinds')!, palette.kinds.flatMap(rgb));
    for (const panel of layout.panels) {
      const placing = placingOf(camera, panel);
      this.set('level', panel.level);
      this.set('factor', placing.factor);
      this.set('radius', radiusPx(placing));
      this.set('offset', placing.offsetX, placing.offsetY);
      this.set('box', panel.box.low[0], panel.box.low[1], panel.box.high[0], panel.box.high[1]);
      gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, picture.next.people.length / PERSON_NUMBERS);
    }
  }
}

// ---- 2-D canvas

type Shape = (context: CanvasRenderingContext2D, x: number, y: number, cos: number, sin: number, r: number) => void;

function polygon(points: [number, number][]): Shape {
  return (context, x, y, cos, sin, r) => {
    points.forEach(([forward, left], i) => {
      const px = x + (forward * cos - left * sin) * r;
      const py = y - (forward * sin + left * cos) * r;
      if (i === 0) {
        context.moveTo(px, py);
      } else {
        context.lineTo(px, py);
      }
    });
    context.closePath();
  };
}

const nose = polygon([[0.3, 0.75], [1.4, 0], [0.3, -0.75]]);
const square = polygon([[-0.82, -0.82], [-0.82, 0.82], [0.82, 0.82], [0.82, -0.82]]);
const circle: Shape = (context, x, y, _cos, _sin, r) => {
  context.moveTo(x + 0.9 * r, y);
  context.arc(x, y, 0.9 * r, 0, 7);
};
const triangle = polygon([[1.35, 0], [-0.85, 1.3], [-0.85, -1.3]]);
const diamond = polygon([[1.3, 0], [0, 1.05], [-1.3, 0], [0, -1.05]]);
const cross: Shape = (context, x, y, _cos, _sin, r) => {
  const wide = 0.3 * r;
  for (const turn of [0.7854, 2.3562]) {
    polygon([[1.05, wide / r], [-1.05, wide / r], [-1.05, -wide / r], [1.05, -wide / r]])(context, x, y, Math.cos(turn), Math.sin(turn), r);
  }
};

function shapesOf(cell: number, isStaff: boolean): Shape[] {
  if (cell <= 1) {
    return [isStaff ? square : circle, nose];
  }
  return [cell === 2 ? triangle : cell === 3 ? diamond : cross];
}

/** so many directions in which somebody can look are drawn beforehand */
const DIRECTIONS = 32;
const KINDS = 2 * STAFF_KIND;
/** from the middle of a shape to the edge of its picture, in radii */
const REACH = 1.75;

/** Every kind in every direction, at one size: filling one path of thousands of shapes takes a hundred times as long. */
class Sprites {
  readonly image = document.createElement('canvas');
  readonly side: number;

  constructor(radius: number, palette: Palette) {
    this.side = 2 * Math.ceil(REACH * radius) + 2;
    this.image.width = DIRECTIONS * this.side;
    this.image.height = KINDS * this.side;
    const context = this.image.getContext('2d')!;
    for (let kind = 0; kind < KINDS; kind++) {
      if (kind % STAFF_KIND < ESCAPED) {
        for (let direction = 0; direction < DIRECTIONS; direction++) {
          this.draw(context, kind, direction, radius, palette);
        }
      }
    }
  }

  private draw(context: CanvasRenderingContext2D, kind: number, direction: number, radius: number, palette: Palette): void {
    const cell = kind % STAFF_KIND;
    const isStaff = kind >= STAFF_KIND;
    const x = (direction + 0.5) * this.side;
    const y = (kind + 0.5) * this.side;
    const heading = (direction / DIRECTIONS) * 2 * Math.PI;
    context.beginPath();
    shapesOf(cell, isStaff).forEach((shape) => shape(context, x, y, Math.cos(heading), Math.sin(heading), radius));
    context.strokeStyle = palette.edge;
    context.lineWidth = Math.max(0.6, radius * 0.25);
    context.stroke();
    context.fillStyle = palette.kinds[cell];
    context.fill();
    if (isStaff && cell > 1) {
      context.fillStyle = palette.edge;
      context.fillRect(x - radius * 0.25, y - radius * 0.25, radius * 0.5, radius * 0.5);
    }
  }
}

class CanvasPeople implements PeopleDrawing {
  readonly kind = 'canvas';
  private sprites = new Map<number, Sprites>();
  private drawnFor: Palette | null = null;

  constructor(private readonly context: CanvasRenderingContext2D) {}

  private spritesOf(radius: number, palette: Palette): Sprites {
    // a handful of panels at a time: what has been zoomed away is forgotten
    if (this.drawnFor !== palette || this.sprites.size > 16) {
      this.sprites.clear();
      this.drawnFor = palette;
    }
    const size = Math.round(radius * 4) / 4;
    let found = this.sprites.get(size);
    if (!found) {
      found = new Sprites(size, palette);
      this.sprites.set(size, found);
    }
    return found;
  }

  draw(picture: Picture, camera: Camera, layout: Layout, palette: Palette, pixelRatio: number): void {
    const { context } = this;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, camera.width * pixelRatio, camera.height * pixelRatio);
    for (const panel of layout.panels) {
      const placing = placingOf(camera, panel);
      this.drawPanel(picture, panel, placing, this.spritesOf(radiusPx(placing) * pixelRatio, palette), pixelRatio);
    }
  }

  private drawPanel(picture: Picture, panel: Panel, placing: Placing, sprites: Sprites, ratio: number): void {
    const { people } = picture.next;
    const before = picture.previous?.people ?? people;
    const { low, high } = panel.box;
    const { side, image } = sprites;
    const { width, height } = this.context.canvas;
    for (let at = 0; at < people.length; at += PERSON_NUMBERS) {
      const kind = people[at + 4];
      if (people[at + 3] !== panel.level || kind % STAFF_KIND === ESCAPED) {
        continue;
      }
      let [x, y] = [people[at], people[at + 1]];
      if (before[at + 3] === panel.level && Math.abs(x - before[at]) + Math.abs(y - before[at + 1]) < JUMP_M) {
        x = before[at] + (x - before[at]) * picture.blend;
        y = before[at + 1] + (y - before[at + 1]) * picture.blend;
      }
      const left = Math.round((placing.offsetX + x * placing.factor) * ratio - side / 2);
      const top = Math.round((placing.offsetY - y * placing.factor) * ratio - side / 2);
      if (x < low[0] || y < low[1] || x > high[0] || y > high[1] || left > width || top > height || left + side < 0 || top + side < 0) {
        continue;
      }
      const direction = Math.round((people[at + 2] / (2 * Math.PI)) * DIRECTIONS + DIRECTIONS) % DIRECTIONS;
      this.context.drawImage(image, direction * side, kind * side, side, side, left, top, side, side);
    }
  }
}

function isSoftware(gl: WebGL2RenderingContext): boolean {
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const name = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  return /swiftshader|llvmpipe|software|basic render/i.test(name);
}

/** WebGL2 where there is a GPU; `wanted` overrules the choice. */
export function peopleDrawingOn(canvas: HTMLCanvasElement, wanted: string | null): PeopleDrawing {
  if (wanted !== 'canvas') {
    // a canvas keeps its first kind of context: ask with another one
    const trial = document.createElement('canvas').getContext('webgl2');
    if (trial && (wanted === 'webgl' || !isSoftware(trial))) {
      const gl = canvas.getContext('webgl2', { antialias: false, premultipliedAlpha: true });
      if (gl) {
        return new GpuPeople(gl);
      }
    }
  }
  return new CanvasPeople(canvas.getContext('2d')!);
}
