// The chronicle so far: each sentence leads to its moment. Once the history is known to its end it is told in episodes.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { App } from './app';
import type { Episode } from './told';
import { useApp } from './use';
import { clockOf, type Scene } from './world';

// the chronicle of the command names its events; here the link does
export const withoutEvents = (text: string): string => text.replace(/ \(events? [^)]*\)(?=\.?$)/, '');

export function Moment({ app, scene, tick }: { app: App; scene: Scene; tick: number }) {
  return (
    <button
      class="moment"
      title="Go to this moment"
      onClick={() => {
        app.touch();
        app.playback?.seek(tick);
      }}
    >
      {clockOf(scene, tick)}
    </button>
  );
}

const raised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

// on what most hung, told once the episode is over
function Twist({ app, scene, twist }: { app: App; scene: Scene; twist: NonNullable<Episode['twist']> }) {
  const [tick, , text, people] = twist;
  return (
    <p class="twist">
      <b>Twist</b> <Moment app={app} scene={scene} tick={tick} /> {raised(withoutEvents(text))}.{' '}
      <span class="place" title="An estimate from causes and the ledger: how many would be expected to fare otherwise without it">
        {people >= 1.5 ? `${Math.round(people)} fates hang on it` : 'a fate hangs on it'}
      </span>
    </p>
  );
}

function Chapter({ app, scene, number, episode, isOver, children }: { app: App; scene: Scene; number: number; episode: Episode; isOver: boolean; children: ComponentChildren }) {
  return (
    <section class="episode">
      <h3>
        <span class="place">Episode {number}</span> {episode.title}
      </h3>
      <ol class="story">{children}</ol>
      {isOver && episode.twist && <Twist app={app} scene={scene} twist={episode.twist} />}
    </section>
  );
}

export function Story({ app }: { app: App }) {
  useApp(app);
  const [isWhole, setWhole] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const { scene, history, playback } = app;
  const past = history && playback ? history.told.items.filter(([tick]) => tick <= playback.now).length : 0;
  useEffect(() => {
    // the latest sentence stays in view
    list.current?.querySelector('.now')?.scrollIntoView({ block: 'nearest' });
  }, [past]);
  if (!scene || !history || !playback) {
    return <p class="hint panel">The engine starts…</p>;
  }
  const { items, episodes } = history.told;
  const row = (i: number) => (
    <li key={i} class={i === past - 1 ? 'now' : i < past ? 'past' : 'future'}>
      <Moment app={app} scene={scene} tick={items[i][0]} /> {withoutEvents(items[i][2])}
    </li>
  );
  const rows = (first: number, count: number) => items.slice(first, first + count).map((_, i) => (isWhole || first + i < past ? row(first + i) : null));
  return (
    <section class="panel" ref={list}>
      <label class="hint">
        <input type="checkbox" checked={isWhole} onChange={(event) => setWhole(event.currentTarget.checked)} /> tell what is still to come
      </label>
      {past === 0 && !isWhole && <p class="hint">Nothing worth telling has happened yet. Press play.</p>}
      {episodes.length > 1 ? (
        episodes.map((episode, i) => {
          const [begin, end, first, count] = episode.range;
          const isBegun = isWhole || (begin <= playback.now && first < past);
          return isBegun ? (
            <Chapter key={i} app={app} scene={scene} number={i + 1} episode={episode} isOver={isWhole || playback.now >= Math.min(end, scene.endTick)}>
              {rows(first, count)}
            </Chapter>
          ) : null;
        })
      ) : (
        <ol class="story">{rows(0, items.length)}</ol>
      )}
    </section>
  );
}
