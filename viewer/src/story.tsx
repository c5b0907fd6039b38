// The chronicle so far: each sentence leads to its moment.
import type { App } from './app';
import { useApp } from './use';
import { clockOf } from './world';

export function Story({ app }: { app: App }) {
  useApp(app);
  const { scene, history, playback } = app;
  if (!scene || !history || !playback) {
    return <p class="hint panel">The engine starts…</p>;
  }
  return (
    <section class="panel">
      <ol class="story">
        {history.story.map(({ tick, text }, i) => (
          <li key={i} class={tick <= playback.now ? 'past' : 'future'}>
            <button class="moment" onClick={() => { app.touch(); playback.seek(tick); }}>
              {clockOf(scene, tick)}
            </button>{' '}
            {text}
          </li>
        ))}
      </ol>
    </section>
  );
}
