/** How often, and how soon, a server that ends by itself is started again. */
export interface RestartLimits {
  readonly count: number;
  /** Milliseconds within which they are counted. */
  readonly within: number;
  /** Milliseconds before the first restart; each further one waits twice as long. */
  readonly pause: number;
}

/** Counts the starts of the server, so that one that cannot run is not started for ever. */
export class Restarts {
  private starts: readonly number[] = [];

  constructor(readonly limits: RestartLimits = { count: 3, within: 5 * 60_000, pause: 1000 }) {}

  /** The server is being started. */
  note(now: number): void {
    this.starts = [...this.recent(now), now];
  }

  /** Milliseconds to wait before the next start; null: there were too many. */
  pause(now: number): number | null {
    const count = this.recent(now).length;
    if (count > this.limits.count) return null;
    return count === 0 ? 0 : this.limits.pause * 2 ** (count - 1);
  }

  /** A start that is asked for, or comes after an end that was, is not counted together with those before. */
  forget(): void {
    this.starts = [];
  }

  private recent(now: number): readonly number[] {
    return this.starts.filter((start) => now - start < this.limits.within);
  }
}
