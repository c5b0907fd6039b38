// Charts that follow the clock: how many are what, many runs with this history in them, and how the groups fare.
import { useEffect, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { App } from './app';
import { upTo } from './ticks';
import { paletteNow, type Palette } from './palette';
import { useApp } from './use';
import { CELL_LABELS, CELLS, clockOf, HUMAN, ESCAPED } from './world';

const SHOWN = [0, 1, 2, 3, 4, 5];
const HEIGHT_PX = 230;
const SURVIVORS = 'survivors';
const HALFBIE = 3;

interface Chart {
  label: string;
  data: (app: App) => uPlot.AlignedData;
  series: (palette: Palette) => uPlot.Series[];
  bands?: (palette: Palette) => uPlot.Band[];
}

// ticks of the whole hours, or of quarters or minutes in a short history
function hoursOf(app: App): number[] {
  const { start, step, endTick } = app.scene!;
  const span = endTick * step;
  const every = span > 3 * 3600 ? 3600 : span > 3600 ? 900 : 300;
  const found: number[] = [];
  for (let clock = Math.ceil(start / every) * every; clock <= start + span; clock += every) {
    found.push((clock - start) / step);
  }
  return found;
}

function optionsOf(app: App, chart: Chart, width: number): uPlot.Options {
  const palette = paletteNow();
  const scene = app.scene!;
  const axis = { stroke: palette.ink, grid: { stroke: palette.isDark ? '#2c333a' : '#e0ded6' }, ticks: { show: false } };
  return {
    width,
    height: HEIGHT_PX,
    scales: { x: { time: false, range: [0, scene.endTick] }, y: { range: (_plot, _low, high) => [0, Math.max(1, high * 1.05)] } },
    legend: { show: false },
    cursor: { drag: { x: false, y: false } },
    axes: [{ ...axis, size: 26, splits: () => hoursOf(app), values: (_plot, ticks) => ticks.map((tick) => clockOf(scene, tick).slice(0, 5)) }, { ...axis, size: 40 }],
    series: [{}, ...chart.series(palette)],
    ...(chart.bands ? { bands: chart.bands(palette) } : {}),
    hooks: {
      draw: [
        (plot) => {
          const x = plot.valToPos(app.playback?.now ?? 0, 'x', true);
          plot.ctx.fillStyle = palette.select;
          plot.ctx.fillRect(x - 1, plot.bbox.top, 2, plot.bbox.height);
        },
      ],
    },
  };
}

// ---- what is counted

const sumOf = (counts: Uint32Array, cell: number): number => counts[cell] + counts[cell + 6];

const COUNTS: Chart = {
  label: 'How many are human, bitten, zombie, halfbie, dead or away over time',
  data: (app) => {
    const totals = app.history?.totals ?? [];
    return [totals.map(([tick]) => tick), ...SHOWN.map((cell) => totals.map(([, counts]) => sumOf(counts, cell)))];
  },
  series: (palette) =>
    SHOWN.map((cell) => ({
      label: CELL_LABELS[cell],
      stroke: palette.kinds[cell],
      width: 2,
      points: { show: false },
      ...(cell === ESCAPED ? { dash: [4, 4] } : {}),
    })),
};

/** How many of this history count to a series of a study at each of its moments; null where it has not come so far. */
function countedAt(app: App, name: string): (number | null)[] {
  const { totals } = app.history!;
  const times = totals.map(([tick]) => ({ tick }));
  const cells = name === SURVIVORS ? [HUMAN, HALFBIE, ESCAPED] : [CELLS.indexOf(name as (typeof CELLS)[number])];
  const last = totals[totals.length - 1]?.[0] ?? -1;
  return app.world!.study!.ticks.map((tick) => {
    const at = upTo(times, tick) - 1;
    return at < 0 || tick > last ? null : cells.reduce((sum, cell) => sum + sumOf(totals[at][1], cell), 0);
  });
}

function bandsChart(name: string): Chart {
  const colorOf = (palette: Palette) => (name === SURVIVORS ? palette.kinds[0] : palette.kinds[CELLS.indexOf(name as (typeof CELLS)[number])]);
  const quiet = { points: { show: false }, width: 0 };
  return {
    label: `${name}: this history, and the middle half and middle 95 % of many runs`,
    data: (app) => {
      const study = app.world!.study!;
      return [study.ticks, ...study.bands[name], countedAt(app, name)] as uPlot.AlignedData;
    },
    series: (palette) => [
      { label: '2.5 %', ...quiet },
      { label: '25 %', ...quiet },
      { label: 'median', points: { show: false }, stroke: colorOf(palette), width: 1.5, dash: [5, 4] },
      { label: '75 %', ...quiet },
      { label: '97.5 %', ...quiet },
      { label: 'this history', points: { show: false }, stroke: palette.ink, width: 2.5 },
    ],
    bands: (palette) => [
      { series: [5, 1], fill: `${colorOf(palette)}33` },
      { series: [4, 2], fill: `${colorOf(palette)}66` },
    ],
  };
}

// ---- drawing

function Plot({ app, chart }: { app: App; chart: Chart }) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const shown = useRef<unknown[]>([]);
  useEffect(() => {
    const element = place.current;
    if (!element || !app.scene) {
      return;
    }
    const now = [app.history, chart.label, paletteNow()];
    if (!plot.current || now.some((part, i) => part !== shown.current[i])) {
      plot.current?.destroy();
      plot.current = new uPlot(optionsOf(app, chart, element.clientWidth), chart.data(app), element);
      plot.current.over.addEventListener('click', () => {
        const at = plot.current!.cursor.left ?? 0;
        app.touch();
        app.playback?.seek(plot.current!.posToVal(at, 'x'));
      });
      shown.current = now;
    } else {
      plot.current.setData(chart.data(app));
    }
  });
  useEffect(() => () => plot.current?.destroy(), []);
  return <div ref={place} class="chart" role="img" aria-label={chart.label} />;
}

function Ensemble({ app }: { app: App }) {
  const [name, setName] = useState(SURVIVORS);
  const study = app.world?.study;
  if (!study) {
    return null;
  }
  return (
    <>
      <h3>
        This history among {study.runs} runs{study.label ? ` of ${study.label}` : ''}
      </h3>
      <p>
        <select aria-label="What is compared" value={name} onChange={(event) => setName(event.currentTarget.value)}>
          {[SURVIVORS, ...CELLS].map((series) => (
            <option key={series} value={series}>
              {series === SURVIVORS ? 'neither infected nor dead' : CELL_LABELS[CELLS.indexOf(series as (typeof CELLS)[number])]}
            </option>
          ))}
        </select>
      </p>
      <Plot app={app} chart={bandsChart(name)} />
      <p class="hint">Solid: this history. Dashed: the median of the runs, in the middle half and the middle 95 % of them.</p>
    </>
  );
}

// one row a group: the darker, the more of it are left
function drawGroups(canvas: HTMLCanvasElement, app: App): void {
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  const { width, height } = canvas.getBoundingClientRect();
  canvas.width = Math.max(1, Math.round(width * ratio));
  canvas.height = Math.max(1, Math.round(height * ratio));
  const context = canvas.getContext('2d')!;
  context.scale(ratio, ratio);
  const palette = paletteNow();
  const scene = app.scene!;
  const { groups } = app.history!;
  const tall = height / scene.groups.length;
  const xOf = (tick: number) => (tick / scene.endTick) * width;
  const times = groups.map(([tick]) => ({ tick }));
  context.fillStyle = palette.kinds[0];
  for (let x = 0; x < xOf(app.history!.front); x++) {
    const at = upTo(times, ((x + 0.5) / width) * scene.endTick) - 1;
    groups[at]?.[1].forEach((count, group) => {
      context.globalAlpha = count / Math.max(1, scene.groups[group].count);
      context.fillRect(x, group * tall, 1, tall - 1);
    });
  }
  context.globalAlpha = 1;
  context.fillStyle = palette.select;
  context.fillRect(xOf(app.playback?.now ?? 0) - 1, 0, 2, height);
}

function Groups({ app }: { app: App }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { scene, history, playback } = app;
  useEffect(() => {
    if (canvas.current && scene && history) {
      drawGroups(canvas.current, app);
    }
  });
  if (!scene || !history || !playback) {
    return null;
  }
  const at = Math.max(0, upTo(history.groups.map(([tick]) => ({ tick })), playback.now) - 1);
  const now = history.groups[at]?.[1];
  return (
    <>
      <h3>Who is left, by group</h3>
      <div class="group-rows">
        <ul>
          {scene.groups.map((group) => (
            <li key={group.name} title={group.name}>
              {group.name}
            </li>
          ))}
        </ul>
        <canvas ref={canvas} role="img" aria-label="How many of each group are human or away over time; the darker, the more" />
        <ul class="numbers">
          {scene.groups.map((group, i) => (
            <li key={group.name}>
              {now?.[i] ?? '–'}/{group.count}
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

export function Charts({ app }: { app: App }) {
  useApp(app);
  return (
    <section class="panel">
      <Plot app={app} chart={COUNTS} />
      <Ensemble app={app} />
      <Groups app={app} />
    </section>
  );
}
