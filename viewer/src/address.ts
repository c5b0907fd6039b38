// The address holds scenario, seed, commands and moment: a link shows what its sender saw.
import type { Command } from './world';

export interface Address {
  seed: bigint | null;
  tick: number | null;
  person: number | null;
  door: number | null;
  layers: string[] | null;
  commands: Command[] | null;
}

function whole(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

const COMMAND = /^\d{1,9}\.\d{1,2}\.\d{1,10}(\.\d{1,10})?$/;

/** "tick.kind.target" for each, with commas; ".ticks" behind those that last */
function commandsOf(text: string | null): Command[] | null {
  const items = text?.split(',') ?? [];
  if (items.length === 0 || items.length > 100 || !items.every((item) => COMMAND.test(item))) {
    return null;
  }
  return items.map((item) => {
    const [tick, kind, target, length = 0] = item.split('.').map(Number);
    return [tick, kind, target, length];
  });
}

export function readAddress(): Address {
  const values = new URLSearchParams(location.hash.slice(1));
  const seed = values.get('seed');
  return {
    seed: seed !== null && /^\d{1,19}$/.test(seed) ? BigInt(seed) : null,
    tick: whole(values.get('tick')),
    person: whole(values.get('person')),
    door: whole(values.get('door')),
    layers: values.get('layers')?.split(' ') ?? null,
    commands: commandsOf(values.get('commands')),
  };
}

interface Shown {
  scenario: string;
  seed: bigint;
  tick: number;
  person: number;
  door: number;
  layers: string[];
  commands: Command[];
}

export function writeAddress(shown: Shown): void {
  const values = new URLSearchParams({ scenario: shown.scenario, seed: String(shown.seed), tick: String(shown.tick), layers: shown.layers.join(' ') });
  if (shown.person >= 0) {
    values.set('person', String(shown.person));
  }
  if (shown.door >= 0) {
    values.set('door', String(shown.door));
  }
  if (shown.commands.length > 0) {
    values.set('commands', shown.commands.map((command) => command.slice(0, command[3] > 0 ? 4 : 3).join('.')).join(','));
  }
  history.replaceState(null, '', `#${values}`);
}
