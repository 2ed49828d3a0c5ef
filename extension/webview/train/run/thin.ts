/** A curve: ascending x, and a y for each. */
export interface Curve {
  readonly x: readonly number[];
  readonly y: readonly (number | null)[];
}

/**
 * The same curve to the eye with fewer points: of each stretch its lowest and its highest one, so that no peak is lost.
 */
export function thin({ x, y }: Curve, most: number): Curve {
  if (x.length <= most) return { x, y };
  const stretches = Math.max(1, most >> 1);
  const kept: number[] = [];
  for (let i = 0; i < stretches; i++) {
    const from = Math.floor((i * x.length) / stretches);
    const to = Math.floor(((i + 1) * x.length) / stretches);
    kept.push(...extremes(y, from, to));
  }
  return { x: kept.map((i) => x[i] ?? 0), y: kept.map((i) => y[i] ?? null) };
}

function extremes(y: Curve["y"], from: number, to: number): readonly number[] {
  let low = from;
  let high = from;
  for (let i = from + 1; i < to; i++) {
    const value = y[i];
    if (value === null || value === undefined) continue;
    if (value < (y[low] ?? Infinity)) low = i;
    if (value > (y[high] ?? -Infinity)) high = i;
  }
  if (low === high) return [low];
  return low < high ? [low, high] : [high, low];
}
