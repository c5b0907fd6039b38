// The page: what stands where, and the keyboard.
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { App, firstMoment, LAYERS, type Layer } from './app';
import { Charts } from './charts';
import { Events } from './events';
import { MapLegend } from './legend';
import { PlanMap } from './map';
import { PersonPanel } from './person';
import { SPEEDS } from './playback';
import { Problems } from './problems';
import { Story, withoutEvents } from './story';
import './style.css';
import { Transport } from './transport';
import { useApp } from './use';
import { countsAt, WhatIf } from './whatif';
import { CELL_LABELS, clockOf } from './world';

const TABS = ['story', 'events', 'person', 'charts', 'what if'] as const;
type Tab = (typeof TABS)[number];

const KEYS: [string, string][] = [
  ['Space', 'play or pause'],
  ['← →', 'ten seconds back or on; with Shift a minute'],
  [', .', 'one step back or on'],
  ['+ −', 'faster or slower'],
  ['0 … 9', 'the whole building, or one level'],
  ['n', 'another history: the next seed'],
  ['f', 'follow the selected person'],
  ['s e p c w', 'story, events, person, charts, what if'],
  ['o', 'the original or the what-if'],
  ['d', 'light or dark'],
  ['Esc', 'select nobody'],
];

function Legend({ app }: { app: App }) {
  useApp(app);
  const { playback, original, branch } = app;
  const counts = playback?.next?.counts;
  const before = branch && playback === branch ? countsAt(original!.history.totals, playback.now) : null;
  return (
    <ul class="legend" aria-label="How many are what">
      {CELL_LABELS.map((label, cell) => (
        <li key={label} title={label}>
          <i class={`shape shape-${cell}`} aria-hidden="true" />
          <b>{counts ? counts[cell] + counts[cell + 6] : '–'}</b> {label}
          {counts && before && counts[cell] + counts[cell + 6] !== before[cell] && (
            <span class="difference" title="difference to the original at this time">
              {' '}
              ({counts[cell] + counts[cell + 6] > before[cell] ? '+' : ''}
              {counts[cell] + counts[cell + 6] - before[cell]})
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Hash({ app }: { app: App }) {
  const { hashState, playback } = app;
  const words = { unknown: 'state', same: 'same bits as recorded', different: 'not the recorded history' }[hashState];
  return (
    <span class={`hash hash-${hashState}`} title="Hash of the whole state at this moment; equal histories have equal hashes at every moment">
      {hashState === 'same' ? '✓ ' : hashState === 'different' ? '✗ ' : ''}
      {words} <code>{playback?.next?.hash ?? '…'}</code>
    </span>
  );
}

function Head({ app, showKeys }: { app: App; showKeys: () => void }) {
  useApp(app);
  return (
    <header class="head">
      <h1>{app.scene?.title ?? app.world?.title ?? 'Hyosan'}</h1>
      <Legend app={app} />
      <div class="names">
        <button title="n" onClick={() => app.reseed()}>
          seed <b>{String(app.seed)}</b> ↻
        </button>
        <Hash app={app} />
        <button aria-label="Keys" title="?" onClick={showKeys}>
          ?
        </button>
      </div>
    </header>
  );
}

// the card that a newcomer sees first
function Welcome({ app }: { app: App }) {
  useApp(app);
  const { scene, playback, history } = app;
  if (!app.isFresh || !scene || !playback?.next || !history) {
    return null;
  }
  const isNear = firstMoment(scene, history.events) === playback.now;
  const told = history.told.items.filter(([tick]) => tick <= playback.now).slice(-1)[0];
  return (
    <div class="welcome">
      <p class="lead">
        {scene.persons.length} people. It is {clockOf(scene, playback.now).slice(0, 5)}.
      </p>
      {told && <p>{withoutEvents(told[2])}</p>}
      <p class="hint">
        {isNear && playback.now > 0 ? 'In less than a minute it begins. ' : ''}Every dot is one person who sees, hears, fears and decides. Click one to
        know who it is.
      </p>
      <button
        class="big"
        onClick={() => {
          app.touch();
          playback.play();
        }}
      >
        ▶ Watch what happens
      </button>
    </div>
  );
}

function Keys({ close }: { close: () => void }) {
  return (
    <div class="keys" role="dialog" aria-label="Keys">
      <button class="close" aria-label="Close" onClick={close}>
        ✕
      </button>
      <dl>
        {KEYS.map(([key, what]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p>Drag to move the plan, turn the wheel to come nearer, click somebody to know more.</p>
      <h2>Shapes</h2>
      <p>Round: students. Square: staff. Triangles with blank eyes hunt; a cross no longer moves. The nose tells where somebody looks.</p>
      <p>Doors: brown shut, black (or white) locked, green barricaded, dashed broken, a gap open.</p>
    </div>
  );
}

function Layers({ app }: { app: App }) {
  useApp(app);
  const { layout } = app;
  return (
    <div class="layers">
      <MapLegend app={app} />
      <div class="rows">
        <div role="group" aria-label="Levels">
          <button onClick={() => app.fitPanel(-1)} title="0">
            all
          </button>
          {layout && layout.panels.length > 1 && layout.panels.map((panel, i) => (
            <button key={i} onClick={() => app.fitPanel(i)} title={i < 9 ? String(i + 1) : ''}>
              {panel.title}
            </button>
          ))}
        </div>
        <div role="group" aria-label="Layers">
          {(Object.keys(LAYERS) as Layer[])
            .filter((layer) => layer !== 'risk' || app.world?.study)
            .map((layer) => (
              <button key={layer} title={LAYERS[layer]} aria-pressed={app.layers.has(layer)} onClick={() => app.toggleLayer(layer)}>
                {layer}
              </button>
            ))}
        </div>
      </div>
    </div>
  );
}

function toggleScheme(): void {
  const root = document.documentElement;
  const isDark = root.dataset.scheme ? root.dataset.scheme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.scheme = isDark ? 'light' : 'dark';
  root.style.colorScheme = root.dataset.scheme;
  window.dispatchEvent(new Event('resize'));
}

function useKeys(app: App, setTab: (tab: Tab) => void, setKeysShown: (shown: (before: boolean) => boolean) => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      const isTyping = target.tagName === 'INPUT' && (target as HTMLInputElement).type === 'search';
      const { playback, scene } = app;
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping || target.tagName === 'SELECT' || !playback || !scene) {
        return;
      }
      const jump = (seconds: number) => playback.seek(playback.now + seconds / scene.step);
      const change = (by: number) => {
        const at = SPEEDS.indexOf(playback.speed as (typeof SPEEDS)[number]);
        playback.speed = SPEEDS[Math.max(0, Math.min(SPEEDS.length - 1, at + by))];
        app.change();
      };
      const step = (ticks: number) => {
        playback.pause();
        playback.seek(playback.now + ticks);
      };
      const actions: Record<string, () => void> = {
        ' ': () => playback.toggle(),
        ArrowLeft: () => jump(event.shiftKey ? -60 : -10),
        ArrowRight: () => jump(event.shiftKey ? 60 : 10),
        ',': () => step(-1),
        '.': () => step(1),
        '+': () => change(1),
        '=': () => change(1),
        '-': () => change(-1),
        n: () => app.reseed(),
        f: () => {
          app.isFollowing = !app.isFollowing && app.selected >= 0;
          app.change();
        },
        s: () => setTab('story'),
        e: () => setTab('events'),
        p: () => setTab('person'),
        c: () => setTab('charts'),
        w: () => setTab('what if'),
        o: () => {
          if (app.branch && app.original) {
            app.switchTo(playback === app.branch ? app.original : app.branch);
          }
        },
        d: toggleScheme,
        '?': () => setKeysShown((before) => !before),
        Escape: () => {
          setKeysShown(() => false);
          app.selectPlace(-1, -1);
          app.select(-1);
        },
      };
      const action = /^\d$/.test(event.key) ? () => app.fitPanel(Number(event.key) - 1) : actions[event.key];
      if (action) {
        event.preventDefault();
        app.touch();
        action();
      }
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [app]);
}

function Side({ app, tab, setTab }: { app: App; tab: Tab; setTab: (tab: Tab) => void }) {
  return (
    <aside class="side">
      <div role="tablist" aria-label="About the history" class="tabs">
        {TABS.map((name) => (
          <button key={name} role="tab" id={`tab-${name.replace(' ', '-')}`} aria-selected={tab === name} aria-controls="tab-panel" onClick={() => setTab(name)}>
            {name}
          </button>
        ))}
      </div>
      <div role="tabpanel" id="tab-panel" aria-labelledby={`tab-${tab.replace(' ', '-')}`} tabIndex={0}>
        {tab === 'story' && <Story app={app} />}
        {tab === 'events' && <Events app={app} />}
        {tab === 'person' && <PersonPanel app={app} />}
        {tab === 'charts' && <Charts app={app} />}
        {tab === 'what if' && <WhatIf app={app} />}
      </div>
    </aside>
  );
}

function Page({ app }: { app: App }) {
  const [tab, setTab] = useState<Tab>('story');
  const [keysShown, setKeysShown] = useState(false);
  const [selected, setSelected] = useState(-1);
  const [door, setDoor] = useState(-1);
  useKeys(app, setTab, setKeysShown);
  useEffect(
    () =>
      app.listen(() => {
        document.title = `${app.scene?.title ?? 'Hyosan'}`;
        setSelected(app.selected);
        setDoor(app.selectedDoor);
      }),
    [app],
  );
  useEffect(() => {
    if (selected >= 0) {
      setTab((before) => (before === 'what if' ? before : 'person'));
    }
  }, [selected]);
  useEffect(() => {
    if (door >= 0) {
      setTab('what if');
    }
  }, [door]);
  const failure = app.history?.failure;
  return (
    <>
      <Head app={app} showKeys={() => setKeysShown(!keysShown)} />
      <main class="main">
        <PlanMap app={app} />
        <Layers app={app} />
        <Welcome app={app} />
        <Problems app={app} />
        {keysShown && <Keys close={() => setKeysShown(false)} />}
        {failure && (
          <p class="failure" role="alert">
            {failure}
          </p>
        )}
      </main>
      <Side app={app} tab={tab} setTab={setTab} />
      <Transport app={app} />
    </>
  );
}

const app = new App();
const root = document.getElementById('app')!;
if (app.world) {
  render(<Page app={app} />, root);
  app.start().catch((error: unknown) => {
    root.insertAdjacentText('beforeend', `The history cannot be shown: ${String(error)}`);
  });
} else {
  root.textContent = 'There is no world in this page. hyosan view and hyosan export put one into it.';
}
