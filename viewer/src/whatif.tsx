// What if: something is done now, and the history goes another way beside the original.
import type { App } from './app';
import { CELL_LABELS, clockOf, FOR_GOOD, nameOf, type Command, type Scene } from './world';
import { upTo } from './ticks';
import { useApp } from './use';

const DOOR_WORDS: [number, string][] = [
  [4, 'broken'],
  [8, 'barricaded'],
  [2, 'locked'],
  [1, 'open'],
];

const SENTENCES: Record<string, string> = {
  open: 'open',
  shut: 'shut',
  lock: 'lock',
  unlock: 'unlock',
  alarm: 'ring the alarm',
  take_away: 'take away',
  cure: 'cure',
  protect: 'protect',
  keep: 'leave alone',
  restrain: 'restrain',
  redraw: 'take other draws, number',
  noise: 'make a noise in',
};

const OF_OPENINGS = ['open', 'shut', 'lock', 'unlock', 'keep'];

/** what a command is done to, as the list of commands names it */
function targetKey(word: string): 'opening' | 'person' | 'room' | 'draw' | null {
  if (word === 'alarm') return null;
  if (word === 'redraw') return 'draw';
  if (word === 'noise') return 'room';
  return OF_OPENINGS.includes(word) ? 'opening' : 'person';
}

function targetWords(scene: Scene, [, kind, target]: Command): string {
  const key = targetKey(scene.interventions[kind]);
  if (key === null) return '';
  if (key === 'draw') return String(target);
  if (key === 'person') return nameOf(scene, target);
  return key === 'room' ? scene.rooms[target].name : scene.openings[target].name;
}

function lengthWords(scene: Scene, [, , , ticks]: Command): string {
  return ticks === 0 ? '' : ticks === FOR_GOOD ? ' to the end' : ` for ${Math.round(ticks * scene.step)} s`;
}

/** Sums of students and staff at the last totals before a tick. */
export function countsAt(totals: [number, Uint32Array][], tick: number): number[] | null {
  const at = upTo(totals.map(([when]) => ({ tick: when })), tick) - 1;
  return at < 0 ? null : CELL_LABELS.map((_, cell) => totals[at][1][cell] + totals[at][1][cell + 6]);
}

// a list that `hyosan run --commands` takes
function save(app: App, scene: Scene): void {
  const commands = app.history!.commands.map((command) => {
    const word = scene.interventions[command[1]];
    const key = targetKey(word);
    const target = key === null ? {} : key === 'draw' ? { draw: command[2] } : { [key]: command[2], name: targetWords(scene, command) };
    const length = command[3] === 0 || command[3] === FOR_GOOD ? {} : { for_s: command[3] * scene.step };
    return { tick: command[0], clock: clockOf(scene, command[0]), do: word, ...target, ...length };
  });
  const list = { scenario: app.world!.scenario, seed: String(app.seed), model_hash: app.history!.modelHash, commands };
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([JSON.stringify(list, null, 2) + '\n'], { type: 'application/json' }));
  link.download = 'commands.json';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function Difference({ app }: { app: App }) {
  const { original, branch, playback } = app;
  if (!original || !branch || !playback) {
    return null;
  }
  const tick = Math.min(playback.now, original.history.front, branch.history.front);
  const before = countsAt(original.history.totals, tick);
  const after = countsAt(branch.history.totals, tick);
  if (!before || !after) {
    return null;
  }
  return (
    <table class="groups">
      <thead>
        <tr>
          <th>{clockOf(app.scene!, tick)}</th>
          <th>original</th>
          <th>what if</th>
          <th>difference</th>
        </tr>
      </thead>
      <tbody>
        {CELL_LABELS.map((label, cell) => (
          <tr key={label}>
            <td>{label}</td>
            <td>{before[cell]}</td>
            <td>{after[cell]}</td>
            <td class="difference">
              {after[cell] - before[cell] > 0 ? '+' : ''}
              {after[cell] - before[cell] || '·'}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Doors({ app, scene }: { app: App; scene: Scene }) {
  const door = app.selectedDoor;
  if (door < 0) {
    return <p class="hint">Click a door on the plan to do something to it.</p>;
  }
  const state = app.playback?.next?.doors[door] ?? 0;
  const words = DOOR_WORDS.filter(([bit]) => state & bit).map(([, word]) => word);
  return (
    <p>
      <b>{scene.openings[door].name}</b> <span class="place">{words.length > 0 ? words.join(', ') : 'shut'}</span>
      <br />
      {['open', 'shut', 'lock', 'unlock'].map((word) => (
        <button key={word} onClick={() => app.whatIf(scene.interventions.indexOf(word), door)}>
          {word} it now
        </button>
      ))}
    </p>
  );
}

export function WhatIf({ app }: { app: App }) {
  useApp(app);
  const { scene, playback, original, branch, history, selected } = app;
  if (!scene || !playback || !history || !original) {
    return null;
  }
  const act = (word: string, target: number) => app.whatIf(scene.interventions.indexOf(word), target);
  return (
    <section class="panel what-if">
      <p class="hint">Change one thing at {clockOf(scene, playback.now)}, and see what becomes of it. Chance falls as it fell before.</p>
      <Doors app={app} scene={scene} />
      <p>
        {selected >= 0 ? (
          <>
            <b>{nameOf(scene, selected)}</b>
            <br />
            <button onClick={() => act('protect', selected)} title="Nothing infects a protected person from now on">
              protect now
            </button>
            <button onClick={() => act('take_away', selected)}>take away now</button>
          </>
        ) : (
          <span class="hint">Click somebody to protect or to take away.</span>
        )}
      </p>
      <p>
        {app.selectedRoom >= 0 ? (
          <>
            <b>{scene.rooms[app.selectedRoom].name}</b>
            <br />
            <button onClick={() => act('noise', app.selectedRoom)} title="As loud as a scream, for half a minute: it draws hunters">
              make a noise here now
            </button>
          </>
        ) : (
          <span class="hint">Click a room to make a noise there.</span>
        )}
      </p>
      <p>
        <b>Everywhere</b>
        <br />
        <button onClick={() => act('alarm', 0)}>ring the alarm now</button>
      </p>
      {history.commands.length > 0 && (
        <>
          <h3>Done so far</h3>
          <ol class="events">
            {history.commands.map((command, i) => (
              <li key={i}>
                <button class="moment" onClick={() => playback.seek(command[0])}>
                  {clockOf(scene, command[0])}
                </button>{' '}
                {SENTENCES[scene.interventions[command[1]]] ?? ''} {targetWords(scene, command)}
                {lengthWords(scene, command)}
              </li>
            ))}
          </ol>
          <p>
            <button onClick={() => save(app, scene)}>save the commands</button>
          </p>
        </>
      )}
      {branch && (
        <>
          <div role="group" aria-label="Which history is shown" class="switch">
            <button aria-pressed={playback === original} onClick={() => app.switchTo(original)}>
              original
            </button>
            <button aria-pressed={playback === branch} onClick={() => app.switchTo(branch)}>
              what if
            </button>
            <button onClick={() => app.dropBranch()}>drop the branch</button>
          </div>
          <Difference app={app} />
        </>
      )}
    </section>
  );
}
