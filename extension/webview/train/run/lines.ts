import { element } from "../../shared/element";
import type { Epoch, RunCurves } from "./runCurves";
import type { Theme } from "./theme";
import type uPlot from "uplot";

/** A curve in a chart, and how it looks. */
export interface Line {
  readonly name: string;
  readonly color: (theme: Theme) => string;
  readonly look: "plain" | "bold" | "pale" | "dashed" | "dotted";
  readonly curve: Curve;
}

/** A value of each epoch over the steps. */
export function perEpoch({ epochs }: RunCurves, value: (epoch: Epoch) => number | null): Curve {
  return { x: epochs.map(({ step }) => step), y: epochs.map(value) };
}

/** The same curve of other runs. */
export function compared(others: ReadonlyMap<string, RunCurves>, curve: (curves: RunCurves) => Curve): readonly Line[] {
  return [...others].map(([name, curves], i) => ({
    name,
    color: (theme) => theme.others[i % theme.others.length] ?? theme.foreground,
    look: "dashed",
    curve: curve(curves),
  }));
}

/** The last that is there. */
export function lastOf(values: ArrayLike<number | null | undefined>): number | null {
  for (let i = values.length - 1; i >= 0; i--) {
    const value = values[i];
    if (value !== null && value !== undefined) return value;
  }
  return null;
}

function isSingle(values: ArrayLike<number | null | undefined>): boolean {
  let count = 0;
  for (let i = 0; i < values.length && count < 2; i++) if (typeof values[i] === "number") count++;
  return count === 1;
}

const dashes: Partial<Record<Line["look"], number[]>> = { dashed: [6, 4], dotted: [2, 3] };

const widths = { plain: 1.5, bold: 2.5, pale: 1, dashed: 1.5, dotted: 2 } as const;

export function series({ color, look }: Line, theme: Theme): uPlot.Series {
  return {
    stroke: color(theme),
    width: widths[look],
    alpha: look === "pale" ? 0.3 : 1,
    dash: dashes[look] ?? [],
    spanGaps: true,
    // A single value would not be seen as a line.
    points: { show: ({ data }, i) => look !== "pale" && isSingle(data[i] ?? []), size: 5 },
  };
}

export function legendItem({ name, color, look }: Line, theme: Theme): HTMLLIElement {
  const mark = element("span", { class: `mark ${look}` });
  mark.style.borderColor = color(theme);
  return element("li", {}, mark, element("span", { class: "name" }, name), element("output"));
}

/** A score with as many digits as everywhere, so that equal ones look equal. */
export function scoreText(score: number): string {
  return score.toFixed(3);
}

/** A loss or a rate with three digits that count. */
export function lossText(value: number): string {
  if (value === 0 || Math.abs(value) >= 1000) return String(Math.round(value));
  return Math.abs(value) < 0.001 ? exponential(value) : value.toPrecision(3);
}

/** A value at an axis, where zeros at the end say nothing. */
export function tickText(value: number): string {
  return value !== 0 && Math.abs(value) < 0.001 ? exponential(value) : String(Number(value.toPrecision(3)));
}

function exponential(value: number): string {
  return value.toExponential(1).replace("e-", "e−");
}

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
