// Lists in order of time.

/** How many of a list in order of time are not later than a tick. */
export function upTo(events: readonly { tick: number }[], tick: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (events[middle].tick <= tick) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
