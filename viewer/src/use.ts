// How a component takes part: it is drawn again whenever the shared state has changed.
import { useEffect, useReducer } from 'preact/hooks';
import type { App } from './app';

export function useApp(app: App): void {
  const [, again] = useReducer((count: number) => count + 1, 0);
  useEffect(() => app.listen(() => again(null as never)), [app]);
}
