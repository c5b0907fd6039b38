// The whole history in one strip: how many are what at each moment, with what happened as marks, and a slider over it.
import { useEffect, useRef } from 'preact/hooks';
import type { App } from './app';
import { paletteNow, type Palette } from './palette';
import { useApp } from './use';
import { clockOf, type Scene } from './world';

/** from the bottom up: what the strip stacks */
const STACK = [2, 3, 4, 1, 0] as const;

function sumOf(counts: Uint32Array, cell: number): number {
  return counts[cell] + counts[cell + 6];
}

function drawCurve(context: CanvasRenderingContext2D, app: App, width: number, height: number, palette: Palette): void {
  const { scene, history } = app;
  const end = scene!.endTick;
  const people = scene!.persons.length;
  const { totals } = history!;
  const xOf = (tick: number) => (tick / end) * width;
  const below = totals.map(() => 0);
  for (const cell of STACK) {
    context.fillStyle = palette.kinds[cell];
    context.globalAlpha = cell === 0 ? 0.35 : 0.9;
    context.beginPath();
    totals.forEach(([tick], i) => context.lineTo(xOf(tick), height - (below[i] / people) * height));
    for (let i = totals.length - 1; i >= 0; i--) {
      below[i] += sumOf(totals[i][1], cell);
      context.lineTo(xOf(totals[i][0]), height - (below[i] / people) * height);
    }
    context.fill();
  }
  context.globalAlpha = 1;
}

// ticks of the hours, and what the scenario makes happen
function drawMarks(context: CanvasRenderingContext2D, app: App, width: number, height: number, palette: Palette): void {
  const scene = app.scene!;
  const { endTick: end, step, start } = scene;
  context.font = '10px system-ui, sans-serif';
  context.textBaseline = 'top';
  context.textAlign = 'left';
  const span = end * step;
  const every = span > 4 * 3600 ? 3600 : span > 3600 ? 900 : span > 900 ? 300 : 60;
  for (let clock = Math.ceil(start / every) * every; clock < start + span; clock += every) {
    const x = ((clock - start) / span) * width;
    context.fillStyle = palette.ink;
    context.globalAlpha = 0.25;
    context.fillRect(x, 0, 1, height);
    context.globalAlpha = 0.75;
    context.fillText(clockOf(scene, (clock - start) / step).slice(0, 5), x + 3, 2);
  }
  context.globalAlpha = 1;
  context.fillStyle = palette.bite;
  for (const { clock } of scene.incidents) {
    const x = ((clock - start) / span) * width;
    context.beginPath();
    context.moveTo(x - 4, height);
    context.lineTo(x + 4, height);
    context.lineTo(x, height - 7);
    context.fill();
  }
}

// how many were human in the original, as a line over the branch
function drawOriginal(context: CanvasRenderingContext2D, app: App, width: number, height: number, palette: Palette): void {
  const scene = app.scene!;
  context.strokeStyle = palette.ink;
  context.setLineDash([4, 3]);
  context.beginPath();
  for (const [tick, counts] of app.original!.history.totals) {
    const others = scene.persons.length - sumOf(counts, 0) - sumOf(counts, 5);
    context.lineTo((tick / scene.endTick) * width, height - (others / scene.persons.length) * height);
  }
  context.stroke();
  context.setLineDash([]);
  const first = app.branch!.history.commands[app.branch!.history.commands.length - 1][0];
  context.fillStyle = palette.ink;
  context.fillRect((first / scene.endTick) * width, 0, 1.5, height);
}

function drawStrip(canvas: HTMLCanvasElement, app: App): void {
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  const { width, height } = canvas.getBoundingClientRect();
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const context = canvas.getContext('2d')!;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const palette = paletteNow();
  context.clearRect(0, 0, width, height);
  const { scene, history, playback } = app;
  if (!scene || !history || !playback) {
    return;
  }
  drawCurve(context, app, width, height, palette);
  drawMarks(context, app, width, height, palette);
  if (app.branch && playback === app.branch) {
    drawOriginal(context, app, width, height, palette);
  }
  const front = (history.front / scene.endTick) * width;
  if (!history.isComplete) {
    // what is still to be computed
    context.fillStyle = palette.ink;
    context.globalAlpha = 0.06;
    context.fillRect(front, 0, width - front, height);
    context.globalAlpha = 1;
  }
  context.fillStyle = palette.select;
  context.fillRect((playback.now / scene.endTick) * width - 1, 0, 2, height);
}

function words(app: App, scene: Scene): string {
  return clockOf(scene, app.playback?.now ?? 0);
}

export function Timeline({ app }: { app: App }) {
  useApp(app);
  const strip = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (strip.current) {
      drawStrip(strip.current, app);
    }
  });
  const { scene, playback, history } = app;
  return (
    <div class="strip">
      <canvas ref={strip} aria-hidden="true" />
      <input
        type="range"
        min={0}
        max={scene?.endTick ?? 1}
        step={1}
        data-step={scene?.step}
        value={playback?.now ?? 0}
        disabled={!scene}
        aria-label="Moment"
        aria-valuetext={scene ? words(app, scene) : ''}
        onInput={(event) => {
          app.touch();
          playback?.seek(Number(event.currentTarget.value));
        }}
      />
      {scene && history && !history.isComplete && (
        <span class="front" style={{ left: `${(history.front / scene.endTick) * 100}%` }}>
          computing…
        </span>
      )}
    </div>
  );
}
