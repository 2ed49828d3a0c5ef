import { readdir } from "node:fs/promises";
import * as path from "node:path";
import * as vscode from "vscode";
import { type RunSummary, methods } from "../../shared/protocol";
import type { Services } from "../services";

/** How often the lists are read again while a training runs; milliseconds. */
const period = 2000;

/** The runs of each dataset as the server lists them, kept up to date with the disk and with what is training. */
export class RunLists implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<string>();
  /** Gives the folder of the dataset whose runs may have changed. */
  readonly onDidChange = this.changed.event;
  private readonly lists = new Map<string, readonly RunSummary[]>();
  private readonly reading = new Map<string, Promise<readonly RunSummary[]>>();
  private readonly disposables: vscode.Disposable[];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly seg: Services) {
    this.disposables = [
      this.changed,
      seg.datasets.onDidChange((change) => {
        // What trains is looked at again and again already, and writes much at its beginning.
        if (change.part === "models" && !this.isRunning(change.folder)) void this.refresh(change.folder);
        if (change.part === "datasets") this.begin();
      }),
    ];
    this.begin();
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const disposable of this.disposables) disposable.dispose();
  }

  /** The runs of a dataset, the newest first. */
  async of(folder: string): Promise<readonly RunSummary[]> {
    return this.lists.get(folder) ?? this.read(folder);
  }

  /** What is training now, as far as it is known. */
  get running(): readonly { readonly folder: string; readonly run: RunSummary }[] {
    return [...this.lists].flatMap(([folder, runs]) =>
      runs.filter(({ state }) => state === "running").map((run) => ({ folder, run })),
    );
  }

  /** How a run stands, as the server has just said; the list need not be asked for. */
  async update(folder: string, run: RunSummary): Promise<void> {
    await this.reading.get(folder)?.catch(() => undefined); // which may not have seen it yet
    const known = this.lists.get(folder);
    if (known === undefined) return this.refresh(folder);
    const others = known.filter(({ name }) => name !== run.name);
    const now = [run, ...others].sort((a, b) => Date.parse(b.started) - Date.parse(a.started));
    this.lists.set(folder, now);
    this.watch();
    if (essence(now) !== essence(known)) this.changed.fire(folder);
  }

  /** Reads a dataset's runs again, and reports where more than the steps of a training have changed. */
  async refresh(folder: string): Promise<void> {
    const before = essence(this.lists.get(folder));
    try {
      await this.reading.get(folder)?.catch(() => undefined); // which may have begun before what is to be seen
      await this.read(folder);
    } catch (error) {
      this.seg.log.warn(String(error));
      this.watch(); // What was running is asked for again; the server may be starting.
    }
    if (essence(this.lists.get(folder)) !== before) this.changed.fire(folder);
  }

  private isRunning(folder: string): boolean {
    return this.running.some((each) => each.folder === folder);
  }

  /** Finds what is training from before the window was opened. */
  private begin(): void {
    void this.seg.datasets.all().then(async (found) => {
      for (const folder of this.lists.keys())
        if (!found.some((each) => each.folder === folder)) this.lists.delete(folder);
      for (const { dataset, folder } of found) if (dataset !== null) await this.refresh(folder);
    });
  }

  /** One reading at a time and dataset: a change on the disk often comes as several. */
  private read(folder: string): Promise<readonly RunSummary[]> {
    const reading =
      this.reading.get(folder) ??
      this.ask(folder).finally(() => {
        this.reading.delete(folder);
        this.watch();
      });
    this.reading.set(folder, reading);
    return reading;
  }

  private async ask(folder: string): Promise<readonly RunSummary[]> {
    // The server is not started for a dataset on which nothing was trained.
    const { runs } = (await hasModels(folder)) ? await this.seg.server.request(methods.runsList, { folder }) : none;
    this.lists.set(folder, runs);
    return runs;
  }

  /** What is running is read again after a while; a run that is followed must not put that off. */
  private watch(): void {
    if (this.timer !== undefined || this.running.length === 0) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      for (const folder of new Set(this.running.map((each) => each.folder))) void this.refresh(folder);
    }, period);
  }
}

/** What lists show. */
function essence(runs: readonly RunSummary[] = []): string {
  return JSON.stringify(runs.map((run) => ({ ...run, step: 0 })));
}

const none = { runs: [] };

async function hasModels(folder: string): Promise<boolean> {
  return (await readdir(path.join(folder, "models")).catch(() => [])).length > 0;
}
