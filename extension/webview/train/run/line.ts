import type uPlot from "uplot";
import { element } from "../../shared/element";
import type { RunHistory } from "./history";
import type { Theme } from "./theme";
import type { Curve } from "./thin";

/** A curve in a chart, and how it looks. */
export interface Line {
  readonly name: string;
  readonly color: (theme: Theme) => string;
  readonly look: "plain" | "bold" | "pale" | "dashed" | "dotted";
  readonly curve: Curve;
}

/** The same curve of other runs. */
export function compared(
  others: ReadonlyMap<string, RunHistory>,
  curve: (history: RunHistory) => Curve,
): readonly Line[] {
  return [...others].map(([name, history], i) => ({
    name,
    color: (theme) => theme.others[i % theme.others.length] ?? theme.foreground,
    look: "dashed",
    curve: curve(history),
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
