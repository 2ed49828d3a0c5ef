import * as path from "node:path";
import * as vscode from "vscode";
import type { DatasetFolder } from "../datasets/datasetFolder";
import type { Datasets, FoundDataset } from "../datasets/datasets";
import { segJsonName } from "../../shared/protocol";
import { datasetName } from "../workbench/chooseDataset";

/** A row of a view: a dataset, or a thing in one. */
export type Row<Leaf> =
  | { readonly kind: "dataset"; readonly folder: string; readonly found: FoundDataset }
  | { readonly kind: "leaf"; readonly folder: string; readonly dataset: DatasetFolder; readonly leaf: Leaf };

/** What a view shows of each dataset. */
export interface Leaves<Leaf> {
  of(dataset: DatasetFolder): Promise<readonly Leaf[]>;
  /** Tells it from all others in the view. */
  id(leaf: Leaf, dataset: DatasetFolder): string;
  item(leaf: Leaf, dataset: DatasetFolder): Promise<vscode.TreeItem>;
  /** Beside the name of a dataset. */
  summary(dataset: DatasetFolder): Promise<string>;
}

/** The things of the workspace's only dataset, or those of several below their names. */
export class DatasetTree<Leaf> implements vscode.TreeDataProvider<Row<Leaf>> {
  private readonly changed = new vscode.EventEmitter<Row<Leaf> | Row<Leaf>[] | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  // VS Code knows a row again by its identity.
  private rows = new Map<string, Row<Leaf>>();

  constructor(
    private readonly datasets: Datasets,
    private readonly leaves: Leaves<Leaf>,
  ) {}

  /** Has everything read and shown anew, or one row only. */
  refresh(row?: Row<Leaf>): void {
    if (row === undefined) this.rows.clear();
    this.changed.fire(row);
  }

  /**
   * Has everything read and shown anew, and where the rows stay the same ones only their texts: VS Code forgets all rows
   * until it has read a whole view again, and what is chosen in a menu meanwhile is of no row. For views of few rows.
   */
  async update(): Promise<void> {
    if (this.rows.size === 0) return this.refresh(); // nothing is shown, or nobody has looked yet
    const before = [...this.rows.keys()];
    const rows = await this.all();
    const ids = rows.map((row) => this.idOf(row));
    this.rows = new Map(rows.map((row, index) => [ids[index] ?? "", row]));
    const isSame = ids.length === before.length && ids.every((id, index) => id === before[index]);
    this.changed.fire(isSame ? rows.filter((row) => row.kind === "leaf") : undefined);
  }

  /** The row of a thing. */
  row(leaf: Leaf, dataset: DatasetFolder): Row<Leaf> {
    const { folder } = dataset;
    return this.known(this.leaves.id(leaf, dataset), { kind: "leaf", folder, dataset, leaf });
  }

  async getChildren(row?: Row<Leaf>): Promise<Row<Leaf>[]> {
    if (row === undefined) {
      const found = await this.datasets.all();
      const only = onlyOf(found);
      return only === null ? found.map((each) => this.datasetRow(each)) : this.leafRows(only);
    }
    return row.kind === "dataset" && row.found.dataset !== null ? this.leafRows(row.found.dataset) : [];
  }

  async getParent(row: Row<Leaf>): Promise<Row<Leaf> | undefined> {
    const found = await this.datasets.all();
    if (row.kind === "dataset" || onlyOf(found) !== null) return undefined;
    const above = found.find(({ folder }) => folder === row.folder);
    return above && this.datasetRow(above);
  }

  async getTreeItem(row: Row<Leaf>): Promise<vscode.TreeItem> {
    const item =
      row.kind === "dataset" ? await this.datasetItem(row.found) : await this.leaves.item(row.leaf, row.dataset);
    item.id = this.idOf(row);
    return item;
  }

  private idOf(row: Row<Leaf>): string {
    return row.kind === "dataset" ? row.folder : this.leaves.id(row.leaf, row.dataset);
  }

  /** Each row in front of those below it. */
  private async all(): Promise<Row<Leaf>[]> {
    const below = async (row: Row<Leaf>) => [row, ...(await this.getChildren(row))];
    return (await Promise.all((await this.getChildren()).map(below))).flat();
  }

  private async leafRows(dataset: DatasetFolder): Promise<Row<Leaf>[]> {
    return (await this.leaves.of(dataset)).map((leaf) => this.row(leaf, dataset));
  }

  private datasetRow(found: FoundDataset): Row<Leaf> {
    return this.known(found.folder, { kind: "dataset", folder: found.folder, found });
  }

  private async datasetItem(found: FoundDataset): Promise<vscode.TreeItem> {
    const { dataset, folder } = found;
    const item = new vscode.TreeItem(datasetName(folder), vscode.TreeItemCollapsibleState.Expanded);
    item.contextValue = "dataset";
    item.tooltip = folder;
    if (dataset !== null) item.description = await this.leaves.summary(dataset);
    else {
      item.collapsibleState = vscode.TreeItemCollapsibleState.None;
      item.iconPath = new vscode.ThemeIcon("error", new vscode.ThemeColor("list.errorForeground"));
      item.description = `${segJsonName} cannot be used`;
      item.tooltip = found.problem;
      const file = vscode.Uri.file(path.join(folder, segJsonName));
      item.command = { command: "vscode.open", title: "Open", arguments: [file] };
    }
    item.accessibilityInformation = { label: `${datasetName(folder)}, ${item.description}` };
    return item;
  }

  private known(id: string, row: Row<Leaf>): Row<Leaf> {
    const known = Object.assign(this.rows.get(id) ?? row, row);
    this.rows.set(id, known);
    return known;
  }
}

function onlyOf(found: readonly FoundDataset[]): DatasetFolder | null {
  return (found.length === 1 && found[0]?.dataset) || null;
}
