import type { Page } from "playwright-core";

/** What a thread of the browser did without pause; times in milliseconds. */
export interface Span {
  /** "RunTask", "EventDispatch", … as Chromium names them. */
  readonly name: string;
  /** Of an event: "pointermove", …; of a time stamp: its text. */
  readonly about: string;
  /** Process and thread. */
  readonly thread: string;
  readonly start: number;
  readonly duration: number;
  /** The part of the duration in which the thread had a processor: what else the machine does is not in it. */
  readonly computing: number;
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args: { readonly data?: { readonly type?: string; readonly message?: string } };
}

const categories = ["devtools.timeline", "disabled-by-default-devtools.timeline"];

/**
 * What Chromium writes down while it works, in microseconds. A page itself can read its clock only to a tenth of a
 * millisecond, which is more than most movements of the pointer take.
 */
export async function traced(page: Page, work: () => Promise<void>): Promise<readonly Span[]> {
  const browser = page.context().browser();
  if (!browser) throw new Error("The browser has gone.");
  await browser.startTracing(page, { categories });
  await work();
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  return trace.traceEvents.filter(({ name }) => names.has(name)).map(spanOf);
}

const names = new Set(["EventDispatch", "RunTask", "TimeStamp"]);

function spanOf({ name, pid, tid, ts, dur = 0, tdur = 0, args }: TraceEvent): Span {
  const about = args.data?.type ?? args.data?.message ?? "";
  return { name, about, thread: `${pid} ${tid}`, start: ts / 1000, duration: dur / 1000, computing: tdur / 1000 };
}
