import { existsSync } from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import type { Rect } from "../../shared/label/rect";
import type { Rankings } from "../models/rankings";
import type { TrainedModels } from "../models/trainedModels";
import type { Services } from "../services";
import { LabelDocument } from "./labelDocument";
import { stateFile } from "../datasets/labelStates";
import { chooseDataset } from "../workbench/chooseDataset";
import { activeImage, isUnsaved, labelViewType, openToLabel } from "../workbench/tabs";
import { LabelPanel } from "./labelPanel";
import { LabelPanels } from "./labelPanels";
import { JournalPlaces, self } from "./journalPlaces";
import { StrokeJournal } from "./strokeJournal";

/** A row of the view "Images"; the full path of its file. */
interface ImageRow {
  readonly leaf: string;
}

/** The label editor: images opened to be labelled, with VS Code's own save, undo, revert and hot exit. */
export function activateLabelEditor(
  context: vscode.ExtensionContext,
  seg: Services,
  models: TrainedModels,
  rankings: Rankings,
): void {
  const open = new LabelPanels(context, seg, models, rankings);
  const editor = new LabelEditorProvider(context, seg, open);
  context.subscriptions.push(
    vscode.workspace.onWillRenameFiles((event) => event.waitUntil(editor.follow(event.files))),
    vscode.workspace.onDidRenameFiles(() => editor.openMoved()),
    vscode.window.registerCustomEditorProvider(labelViewType, editor, { supportsMultipleEditorsPerDocument: false }),
    // Our other panels may name a part of the image; menus give something else there.
    vscode.commands.registerCommand("seg.label.open", (of?: vscode.Uri | ImageRow, part?: unknown) => {
      const image = of === undefined || of instanceof vscode.Uri ? of : vscode.Uri.file(of.leaf);
      return image && isRect(part) ? open.show(image, part) : openToLabel(image);
    }),
    vscode.commands.registerCommand("seg.label.suggest", async (clicked?: vscode.Uri, model?: string) => {
      const image = clicked ?? activeImage();
      if (image) await open.suggest(image, model);
    }),
    vscode.commands.registerCommand("seg.classes.edit", async (row?: { readonly folder: string }) => {
      const folder = row?.folder ?? (await chooseDataset(seg.datasets, "Edit the Classes of a Dataset"));
      if (folder !== undefined) await open.editClasses(folder);
    }),
  );
}

class LabelEditorProvider implements vscode.CustomEditorProvider<LabelDocument> {
  private readonly changed = new vscode.EventEmitter<vscode.CustomDocumentEditEvent<LabelDocument>>();
  readonly onDidChangeCustomDocument = this.changed.event;

  private readonly journals: JournalPlaces;
  /** Images that are open here and get another path. */
  private readonly moved: vscode.Uri[] = [];

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly seg: Services,
    private readonly open: LabelPanels,
  ) {
    const { storageUri, globalStorageUri } = context;
    const storage = path.join((storageUri ?? globalStorageUri).fsPath, "unsaved");
    this.journals = new JournalPlaces(storage, storageUri ? null : self());
  }

  async openCustomDocument(uri: vscode.Uri, { backupId }: vscode.CustomDocumentOpenContext): Promise<LabelDocument> {
    let isReported = false;
    const journal = new StrokeJournal(this.journals.claim(uri.toString(), backupId), ({ message }) => {
      const fault = `${path.basename(uri.fsPath)}: ${message}`;
      this.seg.log.error(fault);
      // Must not go unnoticed until the next crash.
      if (!isReported) void vscode.window.showWarningMessage(fault);
      isReported = true;
    });
    const document = new LabelDocument(uri, journal, this.open);
    await document.open();
    document.onDidEdit(({ name, undo, redo }) => this.changed.fire({ document, label: name, undo, redo }));
    return document;
  }

  resolveCustomEditor(document: LabelDocument, panel: vscode.WebviewPanel): void {
    const view = new LabelPanel(panel, document, this.open, this.seg, this.context);
    this.open.views.add(view);
    const watcher = vscode.Disposable.from(
      watchMask(document),
      this.seg.datasets.onDidChange(({ part }) => {
        if (part === "datasets") void document.checkClasses(() => isUnsaved(document.uri)).catch(this.logged);
      }),
    );
    panel.onDidDispose(() => {
      this.open.views.delete(view);
      watcher.dispose();
    });
    for (const { name, undo, redo } of document.takeRecovered())
      this.changed.fire({ document, label: name, undo, redo });
  }

  saveCustomDocument(document: LabelDocument): Promise<void> {
    return document.save();
  }

  saveCustomDocumentAs(document: LabelDocument): Promise<void> {
    const mask = document.maskFile;
    return Promise.reject(
      new Error(`The labels of an image belong to its mask${mask ? `, ${mask}` : ""}; save, and copy that file.`),
    );
  }

  revertCustomDocument(document: LabelDocument): Promise<void> {
    return document.revert();
  }

  async backupCustomDocument(document: LabelDocument): Promise<vscode.CustomDocumentBackup> {
    await document.flush();
    // The journal is the backup. It goes when the strokes are saved or taken back.
    return { id: this.journals.folderOf(document.uri.toString()), delete: () => undefined };
  }

  /** Files or folders are about to be renamed; strokes that are not saved follow the images in them. */
  async follow(files: vscode.FileWillRenameEvent["files"]): Promise<void> {
    for (const { oldUri, newUri } of files) {
      const from = oldUri.toString();
      this.journals.rename({ from, to: newUri.toString(), isDone: () => !existsSync(oldUri.fsPath) });
      const open = [...this.open.views].map(({ document }) => document);
      const moving = open.filter(({ uri }) => uri.toString() === from || uri.toString().startsWith(`${from}/`));
      await Promise.all(moving.map((document) => document.rest()));
      for (const { uri } of moving)
        this.moved.push(newUri.with({ path: newUri.path + uri.path.slice(oldUri.path.length) }));
    }
  }

  /** VS Code opens what was renamed in the editor that it has for such files; images that were labelled are again in ours. */
  async openMoved(): Promise<void> {
    for (const image of this.moved.splice(0)) if (existsSync(image.fsPath)) await openToLabel(image);
  }

  /** A seg.json that cannot be used is said when it is needed. */
  private readonly logged = (error: unknown): void => this.seg.log.warn(String(error));
}

/** Tells the document when another program writes its mask or its classes. */
function watchMask(document: LabelDocument): vscode.Disposable {
  const { maskFile } = document;
  if (maskFile === null) return { dispose: () => undefined };
  // All of its folder: in a name of its own, "[" and "{" would be a pattern's.
  const folder = new vscode.RelativePattern(vscode.Uri.file(path.dirname(maskFile)), "*");
  const watcher = vscode.workspace.createFileSystemWatcher(folder);
  const check = ({ fsPath }: vscode.Uri) => {
    if (fsPath === maskFile || fsPath === stateFile(maskFile)) void document.checkDisk(() => isUnsaved(document.uri));
  };
  return vscode.Disposable.from(
    watcher,
    watcher.onDidChange(check),
    watcher.onDidCreate(check),
    watcher.onDidDelete(check),
  );
}

function isRect(part: unknown): part is Rect {
  return typeof part === "object" && part !== null && "x" in part && "width" in part;
}
