import type { Vscode } from "../../extension/e2e/vscode";
import { deep, type Drawn, fileOf, huge } from "./dataset";
import { readyWith } from "./pane";
import { median, type Result } from "./result";
import { traced } from "./trace";

const longestFreeze = 200;

interface Opening {
  /** From the command to the picture on the screen. */
  readonly time: number;
  /** The longest task of the window's thread by the clock: as long mouse and keys had to wait. */
  readonly freeze: number;
  /** The longest one without the time in which it waited for a processor, because the machine had other work. */
  readonly computing: number;
}

/** How long large images take to be there, and whether the window stands still meanwhile. */
export async function measureOpening(vscode: Vscode): Promise<Result[]> {
  const results = [];
  for (const [name, images] of [
    ["opening a 4096² TIFF of 16 bits", deep],
    ["opening an 8192² PNG", huge],
  ] as const) {
    const openings: Opening[] = [];
    for (const image of images) {
      openings.push(await open(vscode, image));
      await vscode.palette("View: Close All Editors");
    }
    results.push(...rows(name, openings));
  }
  return results;
}

function rows(name: string, openings: readonly Opening[]): Result[] {
  const middle = (of: keyof Opening) => median(openings.map((opening) => opening[of]));
  return [
    { what: name, figure: `${(middle("time") / 1000).toFixed(1)} s` },
    {
      what: "  longest task of the window",
      figure: `${middle("computing").toFixed(0)} ms`,
      against: `by the clock: ${middle("freeze").toFixed(0)} ms`,
      aim: `< ${longestFreeze} ms`,
      isMet: middle("computing") < longestFreeze,
    },
  ];
}

async function open(vscode: Vscode, image: Drawn): Promise<Opening> {
  const spans = await traced(vscode.page, async () => {
    await vscode.contextMenu(fileOf(image), "Label Image");
    const frame = await vscode.ourPage(readyWith(image));
    await frame.evaluate(async () => {
      // The first is before the picture is painted, the second after.
      for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
      console.timeStamp("painted");
    });
  });
  const command = spans.filter(({ about }) => about === "mouseup").at(-1);
  const painted = spans.find(({ about }) => about === "painted");
  if (!command || !painted) throw new Error("The trace lacks the beginning or the end.");
  // A webview has the window's own thread, or another.
  const threads = [command.thread, painted.thread];
  const tasks = spans
    .filter(({ name, thread }) => name === "RunTask" && threads.includes(thread))
    .filter(({ start }) => start >= command.start && start < painted.start);
  return {
    time: painted.start - command.start,
    freeze: Math.max(...tasks.map(({ duration }) => duration)),
    computing: Math.max(...tasks.map(({ computing }) => computing)),
  };
}
