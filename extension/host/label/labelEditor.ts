import { createHash } from "node:crypto";
import * as path from "node:path";
import * as vscode from "vscode";
import type { Rect } from "../../shared/label/rect";
import type { Rankings } from "../predict/rankings";
import type { TrainedModels } from "../predict/trainedModels";
import type { Services } from "../services";
import type { LabelEditing } from "../views/labelEditing";
import { LabelDocument } from "./labelDocument";
import { isUnsaved, UnsavedTabs } from "./labelTabs";
import { LabelView } from "./labelView";
import { OpenLabels } from "./openLabels";
import { activeImage, labelViewType, openToLabel } from "./openToLabel";
import { StrokeJournal } from "./strokeJournal";

/** The label editor: images opened to be labelled, with VS Code's own save, undo, revert and hot exit. */
export function activateLabelEditor(
  context: vscode.ExtensionContext,
  seg: Services,
  models: TrainedModels,
  rankings: Rankings,
): LabelEditing {
  const open = new OpenLabels(context, seg, models, rankings);
  const editor = new LabelEditor(context, seg, open);
  const unsaved = new UnsavedTabs();
  context.subscriptions.push(
    unsaved,
    vscode.window.registerCustomEditorProvider(labelViewType, editor, { supportsMultipleEditorsPerDocument: false }),
    // Our other panels may name a part of the image; menus give something else there.
    vscode.commands.registerCommand("seg.label.open", (image?: vscode.Uri, part?: unknown) =>
      image && isRect(part) ? open.show(image, part) : openToLabel(image),
    ),
    vscode.commands.registerCommand("seg.label.suggest", async (given?: vscode.Uri, model?: string) => {
      const image = given ?? activeImage();
      if (image) await open.suggest(image, model);
    }),
  );
  return {
    onDidChangeUnsaved: unsaved.onDidChange,
    isUnsaved,
    editClasses: (folder) => open.editClasses(folder),
  };
}

class LabelEditor implements vscode.CustomEditorProvider<LabelDocument> {
  private readonly changed = new vscode.EventEmitter<vscode.CustomDocumentEditEvent<LabelDocument>>();
  readonly onDidChangeCustomDocument = this.changed.event;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly seg: Services,
    private readonly open: OpenLabels,
  ) {}

  async openCustomDocument(uri: vscode.Uri): Promise<LabelDocument> {
    let isTold = false;
    const journal = new StrokeJournal(this.journalFolder(uri), ({ message }) => {
      const fault = `${path.basename(uri.fsPath)}: ${message}`;
      this.seg.log.error(fault);
      // Must not go unnoticed until the next crash.
      if (!isTold) void vscode.window.showWarningMessage(fault);
      isTold = true;
    });
    const document = new LabelDocument(uri, journal, this.open);
    await document.open();
    document.onDidEdit(({ name, undo, redo }) => this.changed.fire({ document, label: name, undo, redo }));
    return document;
  }

  resolveCustomEditor(document: LabelDocument, panel: vscode.WebviewPanel): void {
    const view = new LabelView(panel, document, this.open, this.seg, this.context);
    this.open.views.add(view);
    const watcher = watchMask(document);
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
    return { id: this.journalFolder(document.uri), delete: () => undefined };
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

function isRect(given: unknown): given is Rect {
  return typeof given === "object" && given !== null && "x" in given && "width" in given;
}
