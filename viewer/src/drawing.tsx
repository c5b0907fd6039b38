// A plan that was dropped, level by level, with what is wrong in red and numbered as in the list.
import { useMemo, useState } from 'preact/hooks';

export interface Shape {
  kind: 'room' | 'ground' | 'stair' | 'opening' | 'furniture' | 'place';
  name: string;
  level: number;
  points: number[];
  problems: number[];
}

export interface Drawing {
  levels: string[];
  shapes: Shape[];
}

/** a point that a sentence names: "near (6.00, 0.63)" */
const POINT = /\((-?\d+\.\d+), (-?\d+\.\d+)\)/;

const xsOf = (points: number[]): number[] => points.filter((_, i) => i % 2 === 0);
const ysOf = (points: number[]): number[] => points.filter((_, i) => i % 2 === 1);
const middle = (values: number[]): number => (Math.min(...values) + Math.max(...values)) / 2;
const ORDER: Shape['kind'][] = ['ground', 'room', 'stair', 'furniture', 'opening', 'place'];

/** From a point to the box around a shape. */
function away({ points }: Shape, x: number, y: number): number {
  const beyond = (values: number[], at: number) => Math.max(Math.min(...values) - at, 0, at - Math.max(...values));
  return Math.hypot(beyond(xsOf(points), x), beyond(ysOf(points), y));
}

/** Of what a module has put everywhere, a problem belongs to the place and level that its sentence names. */
function located(drawing: Drawing, texts: string[]): Shape[] {
  const kept = texts.map((text, number) => {
    const named = POINT.exec(text);
    const level = drawing.levels.findIndex((name) => text.includes(`on level ${name} `) || text.includes(`on level ${name};`));
    const shapes = drawing.shapes.filter((shape) => shape.problems.includes(number) && (level < 0 || shape.level === level));
    const distances = shapes.map((shape) => (named ? away(shape, Number(named[1]), Number(named[2])) : 0));
    const least = Math.min(...distances);
    return new Set(shapes.filter((_, i) => distances[i] <= least + 0.05));
  });
  return drawing.shapes.map((shape) => {
    const problems = shape.problems.filter((number) => kept[number].has(shape));
    return problems.length === shape.problems.length ? shape : { ...shape, problems };
  });
}

function Outline({ shape, unit }: { shape: Shape; unit: number }) {
  const { kind, points, problems } = shape;
  const wrong = problems.length > 0 ? ' wrong' : '';
  if (kind === 'place') {
    return <circle class={`shape-place${wrong}`} cx={points[0]} cy={-points[1]} r={2.2 * unit} />;
  }
  if (kind === 'opening') {
    return <line class={`shape-opening${wrong}`} x1={points[0]} y1={-points[1]} x2={points[2]} y2={-points[3]} stroke-width={3.5 * unit} />;
  }
  const corners = points.map((value, i) => (i % 2 === 0 ? `${value}` : `${-value}`));
  return <polygon class={`shape-${kind}${wrong}`} points={corners.join(' ')} stroke-width={unit} />;
}

/** where a problem is shown: at the point that its sentence names, else in the middle of the shape */
interface Mark {
  number: number;
  x: number;
  y: number;
}

function marksOf(shapes: Shape[], texts: string[], wide: number): Mark[] {
  const found = new Map<number, Mark>();
  for (const shape of [...shapes].sort((a, b) => ORDER.indexOf(b.kind) - ORDER.indexOf(a.kind))) {
    for (const number of shape.problems) {
      const named = POINT.exec(texts[number]);
      if (!found.has(number)) {
        const [x, y] = named ? [Number(named[1]), Number(named[2])] : [middle(xsOf(shape.points)), middle(ysOf(shape.points))];
        const mark = { number, x, y };
        // one beside another, not above it
        while ([...found.values()].some((other) => Math.hypot(other.x - mark.x, other.y - mark.y) < wide)) {
          mark.x += wide / 2;
        }
        found.set(number, mark);
      }
    }
  }
  return [...found.values()];
}

export function PlanDrawing({ drawing, texts }: { drawing: Drawing; texts: string[] }) {
  const { levels } = drawing;
  const shapes = useMemo(() => located(drawing, texts), [drawing]);
  const worst = shapes.find(({ problems }) => problems.length > 0)?.level;
  const [chosen, setChosen] = useState<number | null>(null);
  const level = chosen ?? worst ?? shapes[0]?.level ?? 0;
  const shown = shapes.filter((shape) => shape.level === level).sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  const xs = shown.flatMap(({ points }) => xsOf(points));
  const ys = shown.flatMap(({ points }) => ysOf(points));
  const withProblems = new Set(shapes.filter(({ problems }) => problems.length > 0).map((shape) => shape.level));
  const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const unit = Math.max(right - left, 1.6 * (high - low), 1) / 760;
  const pad = 16 * unit;
  const numbered = [...levels.map((_, i) => i), ...(shapes.some((shape) => shape.level < 0) ? [-1] : [])];
  return (
    <div class="plan-drawing">
      {numbered.length > 1 && (
        <p role="group" aria-label="Levels of the plan">
          {numbered.map((i) => (
            <button key={i} aria-pressed={i === level} onClick={() => setChosen(i)}>
              {levels[i] ?? 'no level'}
              {withProblems.has(i) ? ' ●' : ''}
            </button>
          ))}
        </p>
      )}
      {shown.length > 0 && (
        <svg viewBox={`${left - pad} ${-high - pad} ${right - left + 2 * pad} ${high - low + 2 * pad}`} role="img" aria-label="The plan, with its problems in red">
          {shown.map((shape, i) => (
            <Outline key={i} shape={shape} unit={unit} />
          ))}
          {shown
            .filter(({ kind, name, points }) => (kind === 'room' || kind === 'ground') && name.length * 6.5 * unit < Math.max(...xsOf(points)) - Math.min(...xsOf(points)))
            .map(({ name, points }) => (
              <text key={name} class="shape-name" x={middle(xsOf(points))} y={-middle(ysOf(points))} font-size={11 * unit}>
                {name}
              </text>
            ))}
          {marksOf(shown, texts, 18 * unit).map(({ number, x, y }) => (
            <g key={number} class="shape-mark">
              <circle cx={x} cy={-y} r={8.5 * unit} />
              <text x={x} y={-y + 4 * unit} font-size={11 * unit}>
                {number + 1}
              </text>
            </g>
          ))}
        </svg>
      )}
    </div>
  );
}
