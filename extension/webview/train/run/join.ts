import type { Curve } from "./thin";

/** Curves over one common x, as the chart wants them: null where a curve has no point. */
export function join(curves: readonly Curve[]): [x: number[], ...ys: (number | null)[][]] {
  const x = [...new Set(curves.flatMap((curve) => curve.x))].sort((a, b) => a - b);
  const places = new Map(x.map((value, i) => [value, i]));
  const ys = curves.map((curve) => {
    const y = new Array<number | null>(x.length).fill(null);
    curve.x.forEach((value, i) => (y[places.get(value) ?? 0] = curve.y[i] ?? null));
    return y;
  });
  return [x, ...ys];
}
