// The address holds scenario, seed and moment: a link shows what its sender saw.

export interface Address {
  seed: bigint | null;
  tick: number | null;
  person: number | null;
}

function whole(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

export function readAddress(): Address {
  const values = new URLSearchParams(location.hash.slice(1));
  const seed = values.get('seed');
  return {
    seed: seed !== null && /^\d{1,19}$/.test(seed) ? BigInt(seed) : null,
    tick: whole(values.get('tick')),
    person: whole(values.get('person')),
  };
}

export function writeAddress(shown: { scenario: string; seed: bigint; tick: number; person: number }): void {
  const values = new URLSearchParams({ scenario: shown.scenario, seed: String(shown.seed), tick: String(shown.tick) });
  if (shown.person >= 0) {
    values.set('person', String(shown.person));
  }
  history.replaceState(null, '', `#${values}`);
}
