import type { RunHistory } from "./history";

/**
 * How long a run still takes, in seconds, by the pace since it began or went on, measuring and saving included; null
 * while nothing can be said.
 */
export function timeLeft({ start, first, last }: RunHistory, now: number): number | null {
  if (!start || !first || !last) return null;
  const done = last.step - first.step;
  const seconds = (Date.parse(last.time) - Date.parse(first.time)) / 1000;
  if (done <= 0 || !(seconds > 0)) return null;
  const left = start.epochs * start.stepsPerEpoch - last.step;
  const since = Math.max(0, now - Date.parse(last.time)) / 1000;
  return Math.max(0, (left * seconds) / done - since);
}

/** For people: the larger the rougher. */
export function inWords(seconds: number): string {
  if (seconds < 5) return "a few seconds";
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = seconds / 60;
  if (minutes < 90) return `${Math.round(minutes)} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} days`;
}
