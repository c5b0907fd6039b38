// A plan that is dropped onto the page of the local server is checked by the same code that `hyosan check` is.
import { useEffect, useState } from 'preact/hooks';
import type { App } from './app';
import { PlanDrawing, type Drawing } from './drawing';

interface Problem {
  line: number;
  column: number;
  path: string;
  text: string;
}

interface Answer {
  problems: Problem[];
  /** null where the file cannot be read as a plan */
  drawing: Drawing | null;
}

interface Verdict extends Answer {
  name: string;
}

const LIMIT_BYTES = 1 << 20;

const only = (text: string): Answer => ({ problems: [{ line: 0, column: 0, path: '', text }], drawing: null });

async function check(upload: string, file: File): Promise<Answer> {
  if (file.size > LIMIT_BYTES) {
    return only('this file is larger than a plan can be');
  }
  const answer = await fetch(upload, { method: 'POST', body: await file.text() });
  if (!answer.ok) {
    throw new Error(`the server says ${answer.status}`);
  }
  return (await answer.json()) as Answer;
}

export function Problems({ app }: { app: App }) {
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const upload = app.world?.upload;
  useEffect(() => {
    const main = document.querySelector('.main')!;
    const over = (event: Event) => event.preventDefault();
    const drop = (event: Event) => {
      event.preventDefault();
      app.touch();
      const file = (event as DragEvent).dataTransfer?.files[0];
      if (!file) {
        return;
      }
      const tell = (answer: Answer) => setVerdict({ name: file.name, ...answer });
      const fail = (text: string) => tell(only(text));
      if (upload) {
        check(upload, file).then(tell, (error: unknown) => fail(String(error)));
      } else {
        fail('a page that is a file of its own checks no plans: open it with hyosan view');
      }
    };
    main.addEventListener('dragover', over);
    main.addEventListener('drop', drop);
    return () => {
      main.removeEventListener('dragover', over);
      main.removeEventListener('drop', drop);
    };
  }, [upload]);
  if (!verdict) {
    return null;
  }
  return (
    <div class="problems" role="status">
      <button class="close" aria-label="Close" onClick={() => setVerdict(null)}>
        ✕
      </button>
      <h2>{verdict.name}</h2>
      {verdict.problems.length === 0 && <p>There is no problem in it.</p>}
      {verdict.drawing && <PlanDrawing key={verdict.name} drawing={verdict.drawing} texts={verdict.problems.map(({ text }) => text)} />}
      <ol>
        {verdict.problems.map(({ line, column, path, text }, i) => (
          <li key={i}>
            {line > 0 && (
              <b>
                line {line}, column {column}:{' '}
              </b>
            )}
            {path && <code>{path} </code>}
            {text}
          </li>
        ))}
      </ol>
    </div>
  );
}
