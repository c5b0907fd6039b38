// The list of what has happened, by kind, person and place; each row leads to its moment.
import { useMemo, useState } from 'preact/hooks';
import type { App } from './app';
import type { Event } from './history';
import { upTo } from './ticks';
import { useApp } from './use';
import { KIND_GROUPS, placeWords, sentenceOf, whoWords } from './words';
import { clockOf, nameOf, type Scene } from './world';

const SHOWN_LIMIT = 200;

export function EventRow({ app, scene, event }: { app: App; scene: Scene; event: Event }) {
  const { text, other } = sentenceOf(scene, event);
  const place = placeWords(scene, event);
  return (
    <li>
      <button
        class="moment"
        title="Go to this moment"
        onClick={() => {
          app.touch();
          app.playback?.seek(event.tick);
        }}
      >
        {clockOf(scene, event.tick)}
      </button>{' '}
      {event.who >= 0 && (
        <button class="person" onClick={() => app.select(event.who)}>
          {whoWords(scene, event)}
        </button>
      )}{' '}
      {text}{' '}
      {other >= 0 && (
        <button class="person" onClick={() => app.select(other)}>
          {nameOf(scene, other)}
        </button>
      )}
      {place && <span class="place"> · {place}</span>}
    </li>
  );
}

function matches(scene: Scene, event: Event, words: string): boolean {
  const text = [whoWords(scene, event), event.whom >= 0 ? nameOf(scene, event.whom) : '', placeWords(scene, event)].join(' ').toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

export function Events({ app }: { app: App }) {
  useApp(app);
  const [group, setGroup] = useState(0);
  const [words, setWords] = useState('');
  const [isWhole, setWhole] = useState(false);
  const { scene, history, playback } = app;
  const kinds = useMemo(
    () => new Set(scene?.eventKinds.map(({ word }, i) => (KIND_GROUPS[group]?.words.includes(word) ? i : -1))),
    [scene, group],
  );
  if (!scene || !history || !playback) {
    return null;
  }
  const end = isWhole ? history.events.length : upTo(history.events, playback.now);
  const found: Event[] = [];
  for (let i = end - 1; i >= 0 && found.length < SHOWN_LIMIT; i--) {
    const event = history.events[i];
    if ((group < 0 || kinds.has(event.kind)) && (words === '' || matches(scene, event, words))) {
      found.push(event);
    }
  }
  return (
    <section class="panel">
      <div class="filters">
        <select aria-label="Kind of event" value={group} onChange={(event) => setGroup(Number(event.currentTarget.value))}>
          <option value={-1}>everything</option>
          {KIND_GROUPS.map(({ label }, i) => (
            <option key={label} value={i}>
              {label}
            </option>
          ))}
        </select>
        <input
          type="search"
          placeholder="person or place"
          aria-label="Person or place"
          value={words}
          onInput={(event) => setWords(event.currentTarget.value)}
        />
        <label>
          <input type="checkbox" checked={isWhole} onChange={(event) => setWhole(event.currentTarget.checked)} /> later ones too
        </label>
      </div>
      {found.length === 0 && <p class="hint">Nothing of this kind has happened yet.</p>}
      <ol class="events">
        {found.map((event) => (
          <EventRow key={event.id} app={app} scene={scene} event={event} />
        ))}
      </ol>
    </section>
  );
}
