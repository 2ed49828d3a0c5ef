import type { ChildProcess } from "node:child_process";

export interface ServedVscode {
  readonly process: ChildProcess;
  /** http://127.0.0.1:PORT */
  readonly origin: string;
  /** Where a browser finds a folder; who knows it can do in VS Code whatever the user can. */
  address(folder: string): string;
}

export declare function serveVscode(options: {
  /** The folder for all that VS Code keeps. */
  readonly data: string;
  /** Beside those that keep it quiet; not used where the folder has settings already. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** 0 is any that is free. */
  readonly port?: number;
  readonly environment?: NodeJS.ProcessEnv;
  readonly onLog?: (text: string) => void;
}): Promise<ServedVscode>;
