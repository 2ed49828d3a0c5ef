import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Browser, BrowserContext, Frame, Locator, Page } from "playwright-core";
import { openBrowser } from "./browser";
import { explorerRow } from "./explorer";
import { keptEditors } from "./keptEditors";
import { flatten, isPlain } from "./plainFolder";
import { kill, processesAbout, type RunningProcess } from "./processes";
import { type InstanceOptions, isExtensionHost, VscodeInstance } from "./vscodeInstance";

const sampleData = path.join(import.meta.dirname, "../../../sample-data");

export interface VscodeOptions extends InstanceOptions {
  /** Changes the copy of the sample data before it is opened. */
  readonly prepare?: (folder: string) => void;
}

let shared: Promise<VscodeInstance> | undefined;

/** Ends the VS Code that the windows of a file's tests have shared. */
export async function closeShared(): Promise<void> {
  await (await shared)?.close();
}

/**
 * A window of VS Code as a user's first one, with a copy of the sample data open in it. Windows share a VS Code unless its
 * settings or environment are given: what a window keeps lies in its browser's profile and by its folder, both its own.
 */
export class Vscode {
  private readonly others: Browser[] = [];

  private constructor(
    private readonly root: string,
    /** The open folder. */
    readonly folder: string,
    private readonly instance: VscodeInstance,
    private readonly isAlone: boolean,
    private readonly context: BrowserContext,
    readonly page: Page,
    /** What the page has said so far. */
    private readonly log: readonly string[],
  ) {}

  static async start({ prepare, ...own }: VscodeOptions = {}): Promise<Vscode> {
    const isAlone = Object.keys(own).length > 0;
    const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), isPlain ? "seg fenster ü-" : "seg-window-")));
    const folder = path.join(root, "sample-data");
    fs.cpSync(sampleData, folder, { recursive: true, filter: (file) => !/\/(models|predictions)$/.test(file) });
    prepare?.(folder);
    if (isPlain && fs.existsSync(path.join(folder, "images"))) flatten(folder);
    const instance = await (isAlone ? VscodeInstance.start(own) : (shared ??= VscodeInstance.start()));
    const context = await instance.browser.newContext({ viewport: { width: 1280, height: 800 } });
    await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: instance.origin });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    const log: string[] = [];
    page.on("console", (message) => log.push(`[page] ${message.type()}: ${message.text()}\n`));
    page.on("pageerror", (error) => log.push(`[page] ${error.stack ?? error.message}\n`));
    const vscode = new Vscode(root, folder, instance, isAlone, context, page, log);
    try {
      await vscode.openFolder(folder);
      return vscode;
    } catch (error) {
      await vscode.keepEvidence("start");
      await vscode.close();
      throw error;
    }
  }

  /** Where the images of the sample data are. */
  get imagesFolder(): string {
    return isPlain ? this.folder : path.join(this.folder, "images");
  }

  /** Opens a second window of the same VS Code on the same folder; in a browser of its own, since one draws only one page. */
  async anotherWindow(): Promise<Page> {
    const browser = await openBrowser();
    this.others.push(browser);
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(60_000);
    await page.goto(this.instance.address(this.folder), { waitUntil: "domcontentloaded" });
    await page.locator(".explorer-folders-view .monaco-list-row").first().waitFor();
    return page;
  }

  /**
   * Opens the view Seg, where it is not open: a second click would close it. While something trains, a badge lies over its
   * icon, which takes the click as well.
   */
  async segView(page = this.page): Promise<void> {
    const icon = '.action-label[aria-label="Seg"]';
    if ((await page.locator(`.activitybar .checked ${icon}`).count()) > 0) return;
    await page.locator(`.activitybar ${icon}`).click({ force: true });
  }

  /** Opens a folder in place of the one that is open. */
  async openFolder(folder: string): Promise<void> {
    await this.page.goto(this.instance.address(folder), { waitUntil: "domcontentloaded" });
    await this.page.locator(".explorer-folders-view .monaco-list-row").first().waitFor();
  }

  /**
   * Reloads the window, once VS Code has written down what is open in it. In a browser it does that every five seconds
   * and not at the unload, so a window that is reloaded sooner comes back empty, or as it was before. `also` is what must
   * be among what it has kept: words, or the newest state of a page, which it keeps later than its tab.
   */
  async reload(...also: readonly (string | RegExp)[]): Promise<void> {
    const started = Date.now();
    const open = [...(await this.tabs()), ...also];
    for (;;) {
      const kept = await this.page.evaluate(keptEditors);
      if (open.every((one) => (typeof one === "string" ? kept.includes(one) : one.test(kept)))) break;
      if (Date.now() - started > 60_000)
        throw new Error(`VS Code has not kept ${open.map(String).join(", ")}, only: ${kept}`);
      await this.page.waitForTimeout(100);
    }
    await this.page.reload({ waitUntil: "domcontentloaded" });
  }

  /** Clicks an entry of a file's context menu in the explorer; a file is named as "images/a.png". */
  async contextMenu(file: string, entry: string): Promise<void> {
    await this.openContextMenu(file, entry);
    await this.choose(entry);
  }

  /** Clicks an entry of the context menu that is open, in the first window by default. */
  async choose(entry: string, page = this.page): Promise<void> {
    const item = this.menuItem(entry, page);
    // VS Code takes no clicks in the first moment of a menu.
    await item.hover();
    await page.waitForTimeout(250);
    await item.click();
    await page.locator(".monaco-menu").waitFor({ state: "detached" });
  }

  /** Opens a file's context menu; gives the entry. */
  async openContextMenu(file: string, entry: string): Promise<Locator> {
    const item = this.menuItem(entry);
    await this.untilThere(item, async () => (await explorerRow(this.page, file)).click({ button: "right" }));
    return item;
  }

  private menuItem(entry: string, page = this.page): Locator {
    return page.locator(`.monaco-menu .action-menu-item:has(.action-label[aria-label="${entry}"])`);
  }

  /** Opens a menu or list until it has the item: in a VS Code that has just started, they are not complete yet. */
  private async untilThere(item: Locator, open: () => Promise<void>): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      await open();
      try {
        await item.waitFor({ timeout: 3000 });
        return;
      } catch (error) {
        if (attempt === 20) throw error;
        await this.page.keyboard.press("Escape");
      }
    }
  }

  /** Runs a command by the name that the palette shows, such as "Seg: Label Image". */
  async palette(command: string): Promise<void> {
    const row = this.page.locator(`.quick-input-list .monaco-list-row[aria-label^="${command}"]`).first();
    await this.untilThere(row, async () => {
      await this.page.keyboard.press("F1");
      await this.page.locator(".quick-input-widget input").fill(`>${command}`);
    });
    await row.click();
  }

  /** The tabs of all open editors, as their labels say. */
  async tabs(): Promise<string[]> {
    return this.page.locator(".tabs-container .tab .label-name").allInnerTexts();
  }

  /** Closes all editors, none of which has anything to save. */
  async closeEditors(): Promise<void> {
    await this.palette("View: Close All Editors");
    await this.page.locator(".tabs-container .tab").first().waitFor({ state: "detached" });
  }

  /** The document of the webview of ours that is in front, once an element of it is there. */
  async ourPage(marker = "body *"): Promise<Frame> {
    const started = Date.now();
    while (Date.now() - started < 60_000) {
      for (const frame of this.page.frames()) {
        // A frame may go while it is asked.
        const isIt = async () => (await isOursInFront(frame)) && (await frame.locator(marker).count()) > 0;
        if (await isIt().catch(() => false)) return frame;
      }
      await this.page.waitForTimeout(100);
    }
    throw new Error(`No page of ours with ${marker} is in front.`);
  }

  /** The process in which our extension runs. */
  extensionHost(): RunningProcess {
    return this.started("extension host", isExtensionHost);
  }

  /** The same where one that was killed before may have been started again, beside that of a page that was reloaded. */
  extensionHosts(): RunningProcess[] {
    return this.instance.processes().filter(isExtensionHost);
  }

  /** The process seg serve. */
  segServer(): RunningProcess {
    return this.started(
      "seg serve",
      ({ command: [program, verb] }) => path.basename(program ?? "") === "seg" && verb === "serve",
    );
  }

  /** The processes seg train; they have no parent that knows of them. */
  trainings(): RunningProcess[] {
    return processesAbout(this.root).filter(({ command }) => command.includes("train"));
  }

  private started(name: string, isIt: (each: RunningProcess) => boolean): RunningProcess {
    const found = this.instance.processes().filter(isIt);
    const [only] = found;
    if (!only || found.length > 1) throw new Error(`There are ${found.length} processes ${name}.`);
    return only;
  }

  /** Keeps what shows why a test failed, in the folder out beside the tests. */
  async keepEvidence(name: string): Promise<void> {
    const file = path.join(import.meta.dirname, "out", name.replaceAll(/[^\w]+/g, "-"));
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(`${file}.log`, [...this.instance.log, ...this.log, this.extensionLog()].join(""));
    await this.page.screenshot({ path: `${file}.png` });
  }

  /** What our extension wrote to its output channel. */
  extensionLog(): string {
    return this.instance.extensionLog();
  }

  /** Ends all that was started for it, and removes all files. */
  async close(): Promise<void> {
    for (const browser of this.others) await browser.close();
    await this.context.close();
    this.instance.endExtensionHosts();
    for (const { pid } of this.trainings()) kill(pid);
    if (this.isAlone) await this.instance.close();
    fs.rmSync(this.root, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** A webview is two frames: VS Code's own, and in it our document. */
async function isOursInFront(frame: Frame): Promise<boolean> {
  const outer = frame.parentFrame();
  if (!outer?.url().includes("extensionId=seg.seg")) return false;
  const [element, outerElement] = await Promise.all([frame.frameElement(), outer.frameElement()]);
  return (await element.getAttribute("id")) === "active-frame" && (await outerElement.isVisible());
}
