// The chronicle so far: each sentence leads to its moment.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { App } from './app';
import { useApp } from './use';
import { clockOf } from './world';

// the chronicle of the command names its events; here the link does
export const withoutEvents = (text: string): string => text.replace(/ \(events? [^)]*\)(?=\.?$)/, '');

export function Story({ app }: { app: App }) {
  useApp(app);
  const [isWhole, setWhole] = useState(false);
  const list = useRef<HTMLOListElement>(null);
  const { scene, history, playback } = app;
  const past = history && playback ? history.story.filter(({ tick }) => tick <= playback.now).length : 0;
  useEffect(() => {
    // the latest sentence stays in view
    list.current?.children[past - 1]?.scrollIntoView({ block: 'nearest' });
  }, [past]);
  if (!scene || !history || !playback) {
    return <p class="hint panel">The engine starts…</p>;
  }
  const shown = isWhole ? history.story : history.story.slice(0, past);
  return (
    <section class="panel">
      <label class="hint">
        <input type="checkbox" checked={isWhole} onChange={(event) => setWhole(event.currentTarget.checked)} /> tell what is still to come
      </label>
      <ol class="story" ref={list}>
        {shown.map(({ tick, text }, i) => (
          <li key={i} class={i === past - 1 ? 'now' : i < past ? 'past' : 'future'}>
            <button
              class="moment"
              onClick={() => {
                app.touch();
                playback.seek(tick);
              }}
            >
              {clockOf(scene, tick)}
            </button>{' '}
            {withoutEvents(text)}
          </li>
        ))}
      </ol>
    </section>
  );
}
