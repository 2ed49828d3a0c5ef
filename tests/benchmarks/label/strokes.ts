import { Vscode } from "../../extension/e2e/vscode";
import { large, small } from "./dataset";
import { Pane, type StrokeTimes } from "./pane";
import { percentile, type Result } from "./result";

const rounds = 15;
/** In milliseconds, of 95 moves in 100. */
const aimedMove = 2;
/** Of the large image's figure to the small one's. */
const aimedRatio = 1.2;

const strokes = [
  { name: "lasso of 2,000 points", tool: "l", places: around(2000) },
  { name: "brush of 40 px", tool: "b", places: around(600) },
] as const;

/**
 * What drawing costs in a small and a large image; in turns, so that a machine that is busy for a while is busy for
 * both. Each is in a VS Code of its own: of two editors in one process the second is slower, whatever it shows.
 */
export async function measureStrokes(vscode: Vscode, folder: string): Promise<Result[]> {
  const other = await Vscode.start();
  try {
    await other.openFolder(folder);
    const panes = [await Pane.open(other, small), await Pane.open(vscode, large)];
    for (const pane of panes) await pane.setBrush(40);
    const results = [];
    for (const { name, tool, places } of strokes)
      results.push(...rows(name, await inTurns(panes, (pane) => pane.draw(tool, places))));
    return results;
  } finally {
    await other.close();
  }
}

/** The times of each pane. */
async function inTurns(panes: readonly Pane[], draw: (pane: Pane) => Promise<StrokeTimes>): Promise<StrokeTimes[][]> {
  const times = panes.map((): StrokeTimes[] => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [i, pane] of panes.entries()) {
      const time = await draw(pane);
      await pane.undo();
      if (round > 0) times[i]?.push(time); // in the first one the browser compiles
    }
  }
  return times;
}

function rows(name: string, times: readonly StrokeTimes[][]): Result[] {
  const moves = times.map((each) => each.flatMap(({ moves }) => moves));
  const ends = times.map((each) => each.map(({ end }) => end));
  return [
    row(`${name}, each move: 95 of 100`, moves, 0.95, aimedMove),
    row("  the middle one", moves, 0.5),
    row(`${name}, its end: the middle one`, ends, 0.5),
    // One disturbance decides it, so it has no aim.
    { ...row("  the slowest", ends, 1), aim: "", isMet: null },
  ];
}

function row(what: string, [small = [], large = []]: readonly number[][], share: number, most = Infinity) {
  const [against, figure] = [percentile(small, share), percentile(large, share)];
  const ratio = figure / against;
  return {
    what,
    figure: `${figure.toFixed(3)} ms`,
    against: `512²: ${against.toFixed(3)} ms`,
    ratio,
    aim: `≤ ${aimedRatio} ×${most < Infinity ? `, < ${most} ms` : ""}`,
    isMet: ratio <= aimedRatio && figure < most,
  };
}

/** A wavy line around the middle, within 512². */
function around(count: number): [number, number][] {
  return Array.from({ length: count }, (_, i) => {
    const angle = (i / count) * 2 * Math.PI;
    const radius = 170 + 60 * Math.sin(24 * angle);
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}
