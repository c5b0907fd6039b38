// Charts that follow the clock: how many are what, and how the groups fare.
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { App } from './app';
import { PERSON_NUMBERS, STAFF_KIND } from './frames';
import { paletteNow } from './palette';
import { useApp } from './use';
import { CELL_LABELS, clockOf } from './world';

const SHOWN = [0, 1, 2, 3, 4, 5];
const HEIGHT_PX = 240;

function dataOf(app: App): uPlot.AlignedData {
  const totals = app.history?.totals ?? [];
  return [totals.map(([tick]) => tick), ...SHOWN.map((cell) => totals.map(([, counts]) => counts[cell] + counts[cell + 6]))];
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

function optionsOf(app: App, width: number): uPlot.Options {
  const palette = paletteNow();
  const scene = app.scene!;
  const axis = { stroke: palette.ink, grid: { stroke: palette.isDark ? '#2c333a' : '#e0ded6' }, ticks: { show: false } };
  return {
    width,
    height: HEIGHT_PX,
    scales: { x: { time: false, range: [0, scene.endTick] } },
    legend: { show: false },
    cursor: { drag: { x: false, y: false } },
    axes: [{ ...axis, splits: () => hoursOf(app), values: (_plot, ticks) => ticks.map((tick) => clockOf(scene, tick).slice(0, 5)) }, { ...axis, size: 40 }],
    series: [
      {},
      ...SHOWN.map((cell) => ({
        label: CELL_LABELS[cell],
        stroke: palette.kinds[cell],
        width: 2,
        points: { show: false },
        ...(cell === 5 ? { dash: [4, 4] } : {}),
      })),
    ],
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

function Groups({ app }: { app: App }) {
  const { scene } = app;
  const people = app.playback?.next?.people;
  if (!scene || !people) {
    return null;
  }
  return (
    <table class="groups">
      <thead>
        <tr>
          <th>group</th>
          <th>human or away</th>
        </tr>
      </thead>
      <tbody>
        {scene.groups.map((group) => {
          let well = 0;
          for (let i = group.first; i < group.first + group.count; i++) {
            const cell = people[i * PERSON_NUMBERS + 4] % STAFF_KIND;
            well += cell === 0 || cell === 5 ? 1 : 0;
          }
          return (
            <tr key={group.name}>
              <td>{group.name}</td>
              <td>
                <meter min={0} max={group.count} value={well} aria-label={group.name} /> {well} of {group.count}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

export function Charts({ app }: { app: App }) {
  useApp(app);
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const shown = useRef<unknown>(null);
  useEffect(() => {
    const element = place.current;
    if (!element || !app.scene) {
      return;
    }
    if (!plot.current || shown.current !== app.history) {
      plot.current?.destroy();
      plot.current = new uPlot(optionsOf(app, element.clientWidth), dataOf(app), element);
      plot.current.over.addEventListener('click', () => {
        const at = plot.current!.cursor.left ?? 0;
        app.touch();
        app.playback?.seek(plot.current!.posToVal(at, 'x'));
      });
      shown.current = app.history;
    } else {
      plot.current.setData(dataOf(app), false);
      plot.current.redraw();
    }
  });
  useEffect(() => () => plot.current?.destroy(), []);
  return (
    <section class="panel">
      <div ref={place} class="chart" role="img" aria-label="How many are human, bitten, zombie, halfbie, dead or away over time" />
      <Groups app={app} />
    </section>
  );
}
