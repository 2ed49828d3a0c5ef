import fs from "node:fs";
import path from "node:path";
import { Vscode } from "../extension/e2e/vscode";

export const sampleData = path.join(import.meta.dirname, "../../sample-data");

/** Where the pictures lie. */
export const album = path.join(sampleData, "pictures");

/** Of the images of the sample data that are in the pictures. */
export const imageSize = { width: 540, height: 450 };

/** A picture of a window of VS Code. */
export interface Picture {
  /** Of its file, without the ending. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Of the JPEG, in percent: as much as its file may weigh. */
  readonly quality: number;
  readonly theme: "Light" | "Dark";
  /** Changes the copy of the sample data that is opened. */
  readonly prepare: (folder: string) => void;
  /** Brings the window to what the picture is of. */
  readonly show: (vscode: Vscode) => Promise<void>;
}

export async function take({ name, width, height, quality, theme, prepare, show }: Picture): Promise<void> {
  const vscode = await Vscode.start({
    prepare: (folder) => {
      prepare(folder);
      const settings = { "workbench.colorTheme": `Default ${theme} Modern`, "files.exclude": { "**/.vscode": true } };
      fs.mkdirSync(path.join(folder, ".vscode"));
      fs.writeFileSync(path.join(folder, ".vscode/settings.json"), JSON.stringify(settings));
    },
  });
  try {
    await vscode.page.setViewportSize({ width, height });
    await show(vscode);
    await vscode.page.screenshot({ path: path.join(album, `${name}.jpg`), type: "jpeg", quality });
  } catch (error) {
    await vscode.keepEvidence(name);
    throw error;
  } finally {
    await vscode.close();
  }
}

/** Puts the model of the demo into the folder. */
export function demoModel(folder: string): void {
  fs.cpSync(path.join(sampleData, "models/demo"), path.join(folder, "models/demo"), { recursive: true });
}

/** Takes the mouse to where it points at nothing, and waits until what it pointed at has lost its tooltip. */
export async function pointAtNothing({ page }: Vscode): Promise<void> {
  await page.mouse.move(250, 8); // in the title bar
  await page.locator(".monaco-hover:visible").waitFor({ state: "detached" });
  await page.waitForTimeout(1000);
}
