// Points, polygons and pieces of lines.

/** Whether a polygon contains a point. */
export function contains(corners: number[], x: number, y: number): boolean {
  let isInside = false;
  for (let i = 0, j = corners.length - 2; i < corners.length; j = i, i += 2) {
    const [ax, ay, bx, by] = [corners[i], corners[i + 1], corners[j], corners[j + 1]];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) {
      isInside = !isInside;
    }
  }
  return isInside;
}

/** From a point to a piece of a line. */
export function distanceTo(from: [number, number], to: [number, number], x: number, y: number): number {
  const [wide, high] = [to[0] - from[0], to[1] - from[1]];
  const along = ((x - from[0]) * wide + (y - from[1]) * high) / Math.max(1e-9, wide * wide + high * high);
  const at = Math.max(0, Math.min(1, along));
  return Math.hypot(from[0] + at * wide - x, from[1] + at * high - y);
}
