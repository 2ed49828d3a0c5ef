import "./vscodeStub";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type * as vscode from "vscode";
import { DatasetFolder } from "../../../../extension/host/datasets/datasetFolder";
import { LabelDocument } from "../../../../extension/host/label/labelDocument";
import { StrokeJournal } from "../../../../extension/host/label/strokeJournal";
import { readMask } from "../../../../extension/host/masks/maskFile";
import { size } from "./dot";

/** A dataset on the disk with one image, "a", of 8 x 8 pixels, and a place for journals beside it. */
export class SmallDataset {
  readonly folder: string;
  readonly faults: string[] = [];

  /** Makes one, or looks at the one of another that is in this folder. */
  constructor(readonly top = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "seg-document-")))) {
    this.folder = path.join(top, "dataset");
    if (fs.existsSync(this.folder)) return;
    fs.mkdirSync(path.join(this.folder, "images"), { recursive: true });
    fs.mkdirSync(path.join(this.folder, "masks"));
    this.name("background", "mother", "daughter");
  }

  /** Neither it nor the folder above it is there before something is drawn. */
  get journal(): string {
    return path.join(this.top, "journals", "a");
  }

  get mask(): string {
    return path.join(this.folder, "masks", "a.png");
  }

  /** Writes a seg.json with these classes. */
  name(...classes: readonly string[]): void {
    const content = { version: 1, classes: classes.map((name) => ({ name, color: "#112233" })) };
    fs.writeFileSync(path.join(this.folder, "seg.json"), JSON.stringify(content));
  }

  /** The document of the image, in an extension host that has just begun. */
  async open(): Promise<LabelDocument> {
    const image = path.join(this.folder, "images", "a.png");
    const uri = { fsPath: image, toString: () => `file://${image}` } as vscode.Uri;
    const journal = new StrokeJournal(this.journal, ({ message }) => this.faults.push(message));
    const folder = path.join(image, "../..");
    const document = new LabelDocument(uri, journal, {
      datasetOf: () =>
        fs.existsSync(path.join(folder, "seg.json")) ? DatasetFolder.read(folder) : Promise.resolve(null),
      datasetAround: () => Promise.resolve(null),
      finishClasses: () => Promise.resolve(),
    });
    await document.open();
    document.setSize(size, size);
    return document;
  }

  /** The values of the mask on the disk; null: there is none. */
  async saved(): Promise<readonly number[] | null> {
    const mask = await readMask(this.mask);
    return mask && [...mask.values];
  }

  remove(): void {
    fs.rmSync(this.top, { recursive: true });
  }
}
