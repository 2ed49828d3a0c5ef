import { createHash } from "node:crypto";
import * as path from "node:path";
import * as vscode from "vscode";
import type { Preferences } from "../../shared/label/messages";
import type { LabelEditing } from "../views/labelEditing";
import type { Services } from "../services";
import { changeClasses, nameClasses } from "./classEditing";
import { LabelDocument } from "./labelDocument";
import { isUnsaved, tabOf, UnsavedTabs } from "./labelTabs";
import { type LabelActions, LabelView } from "./labelView";
import { PictureSources } from "./pictureSource";
import { readPreferences, writePreferences } from "./preferences";
import { StrokeJournal } from "./strokeJournal";

export const labelViewType = "seg.label";

/** The label editor: images opened to be labelled, with VS Code's own save, undo, revert and hot exit. */
export function activateLabelEditor(context: vscode.ExtensionContext, seg: Services): LabelEditing {
  const editor = new LabelEditor(context, seg);
  const unsaved = new UnsavedTabs();
  context.subscriptions.push(
    unsaved,
    vscode.window.registerCustomEditorProvider(labelViewType, editor, { supportsMultipleEditorsPerDocument: false }),
    vscode.commands.registerCommand("seg.label.open", (image?: vscode.Uri) => openToLabel(image)),
  );
  return {
    onDidChangeUnsaved: unsaved.onDidChange,
    isUnsaved,
    editClasses: (folder) => editor.editClasses(folder),
  };
}

async function openToLabel(image = activeImage()): Promise<void> {
  if (image) await vscode.commands.executeCommand("vscode.openWith", image, labelViewType);
  else void vscode.window.showInformationMessage("Right-click an image in the Explorer and choose Label Image.");
}

function activeImage(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  const hasFile = input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText;
  return hasFile ? input.uri : undefined;
}

class LabelEditor implements vscode.CustomEditorProvider<LabelDocument>, LabelActions {
  private readonly changed = new vscode.EventEmitter<vscode.CustomDocumentEditEvent<LabelDocument>>();
  private readonly views = new Set<LabelView>();
  readonly onDidChangeCustomDocument = this.changed.event;
  readonly pictures: PictureSources;
  preferences: Preferences;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly seg: Services,
  ) {
    this.pictures = new PictureSources(seg, vscode.Uri.joinPath(context.globalStorageUri, "pictures"));
    this.preferences = readPreferences(context.globalState);
  }

  async openCustomDocument(uri: vscode.Uri, { backupId }: vscode.CustomDocumentOpenContext): Promise<LabelDocument> {
    const journal = new StrokeJournal(this.journalFolder(uri), (error) => this.seg.log.error(String(error)));
    const document = new LabelDocument(uri, journal, async (folder) => {
      await this.seg.server.request("dataset/read", { folder });
    });
    await document.open(backupId !== undefined);
    document.onDidEdit(({ name, undo, redo }) => this.changed.fire({ document, label: name, undo, redo }));
    return document;
  }

  resolveCustomEditor(document: LabelDocument, panel: vscode.WebviewPanel): void {
    const view = new LabelView(panel, document, this, this.seg, this.context);
    this.views.add(view);
    const watcher = watchMask(document);
    panel.onDidDispose(() => {
      this.views.delete(view);
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
    return { id: this.journalFolder(document.uri), delete: () => undefined };
  }

  keepPreferences(preferences: Preferences): void {
    this.preferences = preferences;
    void writePreferences(this.context.globalState, preferences);
  }

  async saveClasses(document: LabelDocument, classes: Parameters<LabelActions["saveClasses"]>[1]): Promise<void> {
    const folder = document.dataset?.folder;
    if (folder !== undefined) return changeClasses(this.seg, folder, classes, this.documentsOf(folder));
    await nameClasses(this.seg, document, classes);
    const beside = path.dirname(document.uri.fsPath);
    const waiting = this.documentsOf(undefined).filter(({ uri }) => path.dirname(uri.fsPath) === beside);
    await Promise.all(waiting.map((each) => each.revert()));
  }

  async resolve(document: LabelDocument, choice: string): Promise<void> {
    switch (choice) {
      case "setAside":
        return document.beginAnew();
      case "keep":
        return document.keepMine();
      case "addClasses":
        return this.addClasses(document);
      default:
        return document.revert();
    }
  }

  async go(document: LabelDocument, to: Parameters<LabelActions["go"]>[1]): Promise<void> {
    const images = await document.dataset?.images();
    const next = images?.neighbour(document.uri.fsPath, to);
    if (!next) return;
    if (isUnsaved(document.uri) && !(await vscode.workspace.save(document.uri))) return;
    await openToLabel(vscode.Uri.file(next));
    // As it is now: saving has made another of the tab that was there before.
    const tab = tabOf(document.uri);
    if (tab && !tab.isActive) await vscode.window.tabGroups.close(tab);
  }

  /** Opens the first image of a dataset, unless one is open, and shows the form of its classes. */
  async editClasses(folder: string): Promise<void> {
    const open = this.viewOf(folder);
    open?.reveal();
    if (open) return open.editClasses();
    const { DatasetFolder } = await import("../datasets/datasetFolder");
    const [first] = await (await DatasetFolder.read(folder)).imageFiles();
    if (first === undefined) throw new Error(`There are no images in ${folder}.`);
    await openToLabel(vscode.Uri.file(first));
    this.viewOf(folder)?.editClasses();
  }

  private async addClasses(document: LabelDocument): Promise<void> {
    const { dataset, problem } = document;
    const highest = problem?.highestClass;
    if (!dataset || highest === undefined) return;
    const added = Array.from({ length: highest + 1 - dataset.classes.length }, (_, i) => dataset.classes.length + i);
    await this.saveClasses(document, [
      ...dataset.classes.map((each, previous) => ({ ...each, previous })),
      ...added.map((value) => ({ name: `class ${value}`, color: "#999999", previous: null })),
    ]);
    await document.revert();
  }

  private documentsOf(folder: string | undefined): LabelDocument[] {
    return [...this.views].map(({ document }) => document).filter(({ dataset }) => dataset?.folder === folder);
  }

  private viewOf(folder: string): LabelView | undefined {
    return [...this.views].find(({ document }) => document.dataset?.folder === folder);
  }

  private journalFolder(image: vscode.Uri): string {
    const storage = this.context.storageUri ?? this.context.globalStorageUri;
    const name = createHash("sha256").update(image.toString()).digest("hex").slice(0, 32);
    return path.join(storage.fsPath, "unsaved", name);
  }
}

/** Tells the document when another program writes its mask or its classes. */
function watchMask(document: LabelDocument): vscode.Disposable {
  const { maskFile } = document;
  if (maskFile === null) return { dispose: () => undefined };
  const pattern = new vscode.RelativePattern(vscode.Uri.file(path.dirname(maskFile)), path.basename(maskFile));
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  const check = () => void document.checkDisk(isUnsaved(document.uri));
  return vscode.Disposable.from(
    watcher,
    watcher.onDidChange(check),
    watcher.onDidCreate(check),
    watcher.onDidDelete(check),
  );
}
