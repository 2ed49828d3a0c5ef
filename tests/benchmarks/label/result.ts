/** One row of the table. */
export interface Result {
  readonly what: string;
  /** The figure with its unit. */
  readonly figure: string;
  /** What it is compared with, and that figure. */
  readonly against?: string;
  /** The figure over the other. */
  readonly ratio?: number;
  readonly aim?: string;
  /** Whether the aim is reached; null where there is none. */
  readonly isMet?: boolean | null;
}

/** The value that this share of all is at most. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  if (value === undefined) throw new Error("Nothing was measured.");
  return value;
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}
