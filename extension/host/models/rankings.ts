import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import * as path from "node:path";
import * as vscode from "vscode";
import { type RankedItem, type Ranking, methods } from "../../shared/protocol";
import type { DatasetFolder } from "../datasets/datasetFolder";
import type { Services } from "../services";
import type { TrainedModel } from "./trainedModels";
import { withProgress } from "../workbench/withProgress";

/** The table of a ranking beside a model's predictions, and what version 0.1.0 called it. */
const tables = ["ranking.csv", "next.csv"];

const none: Ranking = { model: "", images: [] };

/** Which unlabelled images of each dataset would teach most, as they were ranked last. */
export class Rankings implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly known = new Map<string, Promise<Ranking>>();
  private readonly disposables: vscode.Disposable[];

  constructor(private readonly seg: Services) {
    const watcher = vscode.workspace.createFileSystemWatcher(`**/predictions/*/{${tables.join(",")}}`);
    const forget = () => {
      this.known.clear();
      this.changed.fire();
    };
    this.disposables = [
      this.changed,
      watcher,
      watcher.onDidCreate(forget),
      watcher.onDidChange(forget),
      watcher.onDidDelete(forget),
      seg.datasets.onDidChange(({ part }) => {
        if (part === "datasets") forget();
        else if (part === "masks") this.changed.fire();
      }),
    ];
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  /** The images of a dataset that are still not labelled, the most useful first; and the model that says so. */
  async of(dataset: DatasetFolder): Promise<Ranking> {
    const { folder } = dataset;
    let ranking = this.known.get(folder);
    if (ranking === undefined) {
      ranking = this.read(folder);
      ranking.catch(() => this.known.delete(folder));
      this.known.set(folder, ranking);
    }
    const [{ model, images }, list] = await Promise.all([ranking, this.seg.datasets.images(dataset)]);
    return { model, images: images.filter(({ file }) => list.indexOf(file) >= 0 && !list.isLabelled(file)) };
  }

  /** The image that is ranked first, of all but one; null: nothing is ranked. */
  async top(dataset: DatasetFolder, except: string | null): Promise<RankedItem | null> {
    return (await this.of(dataset)).images.find(({ file }) => file !== except) ?? null;
  }

  /** Ranks anew. Returns whether it was done and not ended by the user. */
  async rank(folder: string, model: TrainedModel): Promise<boolean> {
    const ranking = await withProgress(`Ranking unlabelled images with ${model.name}`, (report, token) =>
      this.seg.server.requestWithProgress(methods.predictRank, { model: model.folder, folder }, report, token),
    );
    if (ranking === undefined) return false;
    this.known.set(folder, Promise.resolve(ranking));
    this.changed.fire();
    return true;
  }

  /** The server is not started for a dataset that was never ranked. */
  private async read(folder: string): Promise<Ranking> {
    const predictions = path.join(folder, "predictions");
    const models = await readdir(predictions).catch(() => []);
    const isRanked = (model: string) => tables.some((table) => existsSync(path.join(predictions, model, table)));
    if (!models.some(isRanked)) return none;
    return this.seg.server.request(methods.predictRanking, { folder });
  }
}
