import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Browser } from "playwright-core";
import { serveVscode, type ServedVscode } from "../../../extension/scripts/vscode/server.mjs";
import { openBrowser } from "./browser";
import { descendants, kill, type RunningProcess } from "./processes";

export interface InstanceOptions {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly environment?: NodeJS.ProcessEnv;
}

/** A VS Code's server with our extension installed, in folders of its own, and a browser for its windows. */
export class VscodeInstance {
  private constructor(
    private readonly root: string,
    private readonly server: ServedVscode,
    readonly browser: Browser,
    /** What the server has said so far. */
    readonly log: readonly string[],
  ) {}

  static async start({ settings, environment }: InstanceOptions = {}): Promise<VscodeInstance> {
    const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "seg-vscode-")));
    const log: string[] = [];
    const [browser, server] = await Promise.all([
      openBrowser(),
      serveVscode({
        data: path.join(root, "data"),
        settings: { ...forTests, ...settings },
        environment: { ...process.env, ...homeIn(root), ...environment },
        onLog: (text) => log.push(text),
      }),
    ]);
    return new VscodeInstance(root, server, browser, log);
  }

  get origin(): string {
    return this.server.origin;
  }

  /** The address of a window on a folder. */
  address(folder: string): string {
    return this.server.address(folder);
  }

  /** All that runs below the server. */
  processes(): RunningProcess[] {
    return descendants(this.server.process.pid ?? 0);
  }

  /** Ends what a window that was closed has left: its extension host, which waits for it to come back, and the server seg. */
  endExtensionHosts(): void {
    for (const host of this.processes().filter(isExtensionHost))
      for (const { pid } of [host, ...descendants(host.pid)]) kill(pid);
  }

  /** What our extension wrote to its output channel, in all windows. */
  extensionLog(): string {
    const logs = path.join(this.root, "data/user/logs");
    const files = fs
      .readdirSync(logs, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith("/Seg.log"));
    return files.map((file) => fs.readFileSync(path.join(logs, file), "utf8")).join("");
  }

  /** Ends all that was started, and removes all files. */
  async close(): Promise<void> {
    await this.browser.close();
    const { process: server } = this.server;
    const all = this.processes();
    const ended = new Promise((resolve) => server.once("exit", resolve));
    if (server.exitCode === null && server.kill("SIGTERM")) await ended;
    for (const { pid } of all) kill(pid);
    fs.rmSync(this.root, { recursive: true, force: true, maxRetries: 10 });
  }
}

export function isExtensionHost({ command }: RunningProcess): boolean {
  return command.includes("--type=extensionHost");
}

const forTests = {
  "files.autoSave": "off",
  "files.simpleDialog.enable": true,
  "git.enabled": false,
  "security.workspace.trust.enabled": false,
  "window.menuBarVisibility": "hidden",
  "workbench.reduceMotion": "on",
};

function homeIn(root: string): NodeJS.ProcessEnv {
  const home = path.join(root, "home");
  fs.mkdirSync(home);
  return { HOME: home, XDG_CONFIG_HOME: path.join(home, ".config"), XDG_DATA_HOME: path.join(home, ".local") };
}
