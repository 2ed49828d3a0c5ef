import fs from "node:fs";

/** How long each test that goes on for as long as it is let may take; 0 in a usual run. */
export const enduranceMinutes = Number(process.env["SEG_ENDURANCE_MINUTES"] ?? 0);

/**
 * How often a test tries something at random, a seed for each time: `usual` times, the same ones in every run, or, where
 * `npm run test:endurance` asks for it, others until its time is up. What is counted is then noted for its table.
 */
export function* rounds(what: string, usual: number): Generator<number, void> {
  const end = Date.now() + enduranceMinutes * 60_000;
  const first = enduranceMinutes > 0 ? Date.now() & 0xffffff : 0;
  let done = 0;
  try {
    while (enduranceMinutes > 0 ? Date.now() < end : done < usual) {
      yield first + done;
      done++;
    }
  } finally {
    const figures = process.env["SEG_ENDURANCE_FIGURES"];
    if (figures) fs.appendFileSync(figures, `${done} ${what}; seeds ${first} to ${first + done - 1}\n`);
  }
}

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
