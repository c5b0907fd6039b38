// One person: who, where, in which state of mind, tied to whom, and the chain of infection.
import { useState } from 'preact/hooks';
import type { App } from './app';
import { EventRow } from './events';
import { PERSON_NUMBERS, STAFF_KIND } from './frames';
import type { Event } from './history';
import { upTo } from './ticks';
import { Moment } from './story';
import { useApp } from './use';
import { CELL_LABELS, clockOf, isStaff, nameOf, NOBODY, type Scene } from './world';

const driveWords = (scene: Scene, drive: number): string => (scene.drives[drive] ?? '').replaceAll('_', ' ');

const BELIEFS = ['knows nothing', 'doubts', 'believes'];
const FOUND_LIMIT = 12;

function Meter({ label, value }: { label: string; value: number }) {
  return (
    <div class="meter">
      <span>{label}</span>
      <meter min={0} max={1} value={value} aria-label={label} />
      <span class="number">{Math.round(value * 100)}</span>
    </div>
  );
}

function cellOf(app: App, person: number): number {
  const people = app.playback?.next?.people;
  return people ? people[person * PERSON_NUMBERS + 4] % STAFF_KIND : 0;
}

export function PersonLink({ app, person }: { app: App; person: number }) {
  const cell = cellOf(app, person);
  return (
    <button class="person" onClick={() => app.select(person)}>
      <i class={`dot kind-${cell}`} />
      {nameOf(app.scene!, person)}
    </button>
  );
}

/** From this person back to the first one who was infected. */
export function chainOf(scene: Scene, events: Event[], person: number): Event[] {
  const kinds = new Set(
    scene.eventKinds.map(({ word }, i) => (word === 'was_bitten' || word === 'was_exposed' ? i : -1)).filter((i) => i >= 0),
  );
  const chain: Event[] = [];
  const seen = new Set<number>();
  for (let who = person; who >= 0 && !seen.has(who); ) {
    seen.add(who);
    const bite = events.find((event) => event.who === who && kinds.has(event.kind));
    if (!bite) {
      break;
    }
    chain.push(bite);
    who = bite.whom;
  }
  return chain;
}

function Finder({ app, scene }: { app: App; scene: Scene }) {
  const [words, setWords] = useState('');
  const named = scene.persons.map((_, person) => person).filter((person) => scene.persons[person].name !== '');
  const pool = words === '' ? named : scene.persons.map((_, person) => person);
  const found = pool.filter((person) => nameOf(scene, person).toLowerCase().includes(words.toLowerCase()));
  return (
    <section class="panel">
      <p class="hint">Click somebody on the plan, or look for a name.</p>
      <input type="search" placeholder="name or class" aria-label="Name or class" value={words} onInput={(event) => setWords(event.currentTarget.value)} />
      <ul class="people">
        {found.slice(0, words === '' ? 60 : FOUND_LIMIT * 3).map((person) => (
          <li key={person}>
            <PersonLink app={app} person={person} />
          </li>
        ))}
      </ul>
    </section>
  );
}

// the drives that could be chosen, the strongest first
function Drives({ scene, utilities, chosen }: { scene: Scene; utilities: number[]; chosen: number }) {
  const possible = utilities
    .map((utility, drive) => ({ utility, drive }))
    .filter(({ utility }) => utility >= 0)
    .sort((a, b) => b.utility - a.utility);
  const most = Math.max(1e-6, ...possible.map(({ utility }) => utility));
  return (
    <div class="drives">
      {possible.map(({ utility, drive }) => (
        <div key={drive} class={drive === chosen ? 'meter chosen' : 'meter'}>
          <span>{driveWords(scene, drive)}</span>
          <meter min={0} max={most} value={utility} aria-label={driveWords(scene, drive)} />
          <span class="number">{utility.toFixed(2)}</span>
        </div>
      ))}
    </div>
  );
}

// whom somebody harmed and saved, by which act; the ledger is known once the history is, to its end
function Deeds({ app, scene, person }: { app: App; scene: Scene; person: number }) {
  const { history, playback } = app;
  const { deeds, deedTexts } = history!.told;
  const past = deeds.filter(([, , , doer, , , effect]) => doer === person && history!.events[effect].tick <= playback!.now);
  const list = (isHarm: number) => past.filter(([, harm]) => harm === isHarm);
  return (
    <>
      {([1, 0] as const).map(
        (isHarm) =>
          list(isHarm).length > 0 && (
            <div key={isHarm}>
              <h3>
                {isHarm ? 'Harmed' : 'Saved'} {new Set(list(isHarm).map(([, , , , whom]) => whom)).size}
              </h3>
              <ul class="events deeds">
                {list(isHarm).map(([kind, , knowing, , whom, , effect]) => (
                  <li key={`${kind} ${whom} ${effect}`}>
                    <Moment app={app} scene={scene} tick={history!.events[effect].tick} /> {deedTexts[kind]}{' '}
                    {whom !== person && <PersonLink app={app} person={whom} />}
                    {isHarm && !knowing ? <span class="place"> · unaware</span> : ''}
                  </li>
                ))}
              </ul>
            </div>
          ),
      )}
    </>
  );
}

function Mind({ app, scene }: { app: App; scene: Scene }) {
  const frame = app.playback?.next;
  const watched = frame?.watched;
  if (!frame || !watched || watched.person !== app.selected) {
    return null;
  }
  const { values, friends } = watched;
  const sees = values.seen !== NOBODY && values.seen_count > 0;
  const { bully, victim } = values;
  return (
    <>
      <p>
        {BELIEFS[values.belief] ?? ''}, <strong>{driveWords(scene, values.drive)}</strong>
        <span class="place"> since {clockOf(scene, values.drive_since)}</span>
      </p>
      <Meter label="fear" value={values.fear} />
      <Meter label="rage" value={values.rage} />
      <p>
        {sees ? (
          <>
            sees <PersonLink app={app} person={values.seen} /> at {values.seen_m.toFixed(1)} m
            {values.seen_count > 1 ? ` and ${values.seen_count - 1} more` : ''}
          </>
        ) : (
          'sees no threat'
        )}
        {values.heard_db > 0 ? `, hears ${Math.round(values.heard_db)} dB` : ''}
      </p>
      <Drives scene={scene} utilities={watched.utilities} chosen={values.drive} />
      <dl class="traits">
        {['courage', 'empathy', 'responsibility', 'strength'].map((trait) => (
          <div key={trait}>
            <dt>{trait}</dt>
            <dd>{values[trait]?.toFixed(2)}</dd>
          </div>
        ))}
      </dl>
      {friends.length > 0 && (
        <>
          <h3>Close to</h3>
          <ul class="people">
            {friends.map((other) => (
              <li key={other}>
                <PersonLink app={app} person={other} />
              </li>
            ))}
          </ul>
        </>
      )}
      {bully < scene.persons.length && (
        <p>
          bullied by <PersonLink app={app} person={bully} />
        </p>
      )}
      {victim < scene.persons.length && (
        <p>
          bullies <PersonLink app={app} person={victim} />
        </p>
      )}
    </>
  );
}

export function PersonPanel({ app }: { app: App }) {
  useApp(app);
  const { scene, history, playback, selected } = app;
  if (!scene || !history || !playback) {
    return null;
  }
  if (selected < 0 || selected >= scene.persons.length) {
    return <Finder app={app} scene={scene} />;
  }
  const person = scene.persons[selected];
  const frame = playback.next;
  const cell = cellOf(app, selected);
  const past = history.events.slice(0, upTo(history.events, playback.now));
  const chain = chainOf(scene, past, selected);
  const own = past.filter((event) => event.who === selected || event.whom === selected).reverse();
  const bitten = scene.eventKinds.findIndex(({ word }) => word === 'was_bitten');
  const victims = past.filter((event) => event.kind === bitten && event.whom === selected);
  return (
    <section class="panel person-panel">
      <header>
        <h2>
          <i class={`dot kind-${cell}`} /> {nameOf(scene, selected)}
        </h2>
        <button aria-label="Close" title="Escape" onClick={() => app.select(-1)}>
          ✕
        </button>
      </header>
      <p>
        {CELL_LABELS[cell]}, {isStaff(scene, selected) ? 'staff' : 'student'}, {scene.groups[person.group].name}
        {frame && cell !== 5 ? `, in ${scene.rooms[frame.rooms[selected]].name}` : ''}
      </p>
      {person.note && <p class="note">{person.note}</p>}
      <label>
        <input
          type="checkbox"
          checked={app.isFollowing}
          onChange={(event) => {
            app.isFollowing = event.currentTarget.checked;
            app.change();
          }}
        />{' '}
        follow <kbd>f</kbd>
      </label>
      <Mind app={app} scene={scene} />
      {chain.length > 0 && (
        <>
          <h3>Chain of infection, back to the first</h3>
          <ol class="events chain">
            {chain.map((event) => (
              <EventRow key={event.id} app={app} scene={scene} event={event} />
            ))}
          </ol>
        </>
      )}
      {victims.length > 0 && history.told.deeds.length === 0 && (
        <>
          <h3>Bit {victims.length}</h3>
          <ul class="people">
            {victims.map((event) => (
              <li key={event.id}>
                <PersonLink app={app} person={event.who} />
              </li>
            ))}
          </ul>
        </>
      )}
      <Deeds app={app} scene={scene} person={selected} />
      <h3>What happened</h3>
      {own.length === 0 && <p class="hint">Nothing yet.</p>}
      <ol class="events">
        {own.slice(0, 60).map((event) => (
          <EventRow key={event.id} app={app} scene={scene} event={event} />
        ))}
      </ol>
    </section>
  );
}
