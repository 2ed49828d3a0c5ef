import type { RunList } from "./runList";
import { notLabelled } from "./stroke";

/** Gives the pixels from start up to end the value, and adds to `before` what those that change held. */
export function paint(
  values: Uint8Array,
  start: number,
  end: number,
  value: number,
  keepsLabels: boolean,
  before: RunList,
): void {
  let from = start;
  while (from < end) {
    const old = values[from] ?? 0;
    let to = from + 1;
    while (to < end && values[to] === old) to++;
    if (old !== value && (!keepsLabels || old === 0 || old === notLabelled)) {
      values.fill(value, from, to);
      before.push(from, to - from, old);
    }
    from = to;
  }
}
