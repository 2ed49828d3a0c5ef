import type { Stroke } from "../../../../extension/shared/label/stroke";
import { randomOf } from "../../rounds";
import { dot, size } from "./dot";

/** What a process that labels says. */
export type Said =
  | { readonly found: readonly number[]; readonly problem: string | null }
  | { readonly drawn: number }
  | { readonly saved: number };

interface Dot {
  readonly x: number;
  readonly y: number;
  readonly value: number;
}

function dotOf(number: number): Dot {
  const random = randomOf(number);
  const upTo = (end: number) => Math.floor(random() * end);
  return { x: upTo(size), y: upTo(size), value: upTo(3) };
}

/** The stroke of this number, counted from 1. */
export function strokeOf(number: number): Stroke {
  const { x, y, value } = dotOf(number);
  return dot(x, y, value);
}

export function savesAfter(number: number): boolean {
  return number % 9 === 0;
}

/** What the labels are after so many strokes. */
export function labelsAfter(strokes: number): number[] {
  const values = new Array<number>(size * size).fill(0);
  for (let number = 1; number <= strokes; number++) {
    const { x, y, value } = dotOf(number);
    values[y * size + x] = value;
  }
  return values;
}
