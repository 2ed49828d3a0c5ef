import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import {
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
  createMessageConnection,
} from "vscode-jsonrpc/node";
import type { Log } from "./serverDependencies";
import { SegError } from "./errors";
import { sentenceOf } from "../../shared/errorText";

/** How long the server may take to end after its input is closed, and again after SIGTERM; milliseconds. */
const patience = 2000;

/** A running server and the connection with it. */
export interface ServerProcess {
  readonly connection: MessageConnection;
  /** Comes when the process has ended, with how in words. */
  readonly ended: Promise<string>;
  /** Asks it to end by closing its input, and only kills it when that does not help. */
  close(): Promise<void>;
}

/** Starts the server; what it writes to stderr goes to the log, line by line. */
export async function startProcess(program: string, env: NodeJS.ProcessEnv, log: Log): Promise<ServerProcess> {
  const child = spawn(program, ["serve"], { env, stdio: ["pipe", "pipe", "pipe"] });
  const ended = endOf(child);
  createInterface({ input: child.stderr }).on("line", (line) => log.info(`server: ${line}`));
  try {
    await once(child, "spawn");
  } catch (error) {
    const why = sentenceOf(error);
    throw new SegError("server.start", `The server ${program} cannot be started: ${why}.`, { cause: error });
  }
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
    { error: (m) => log.error(m), warn: (m) => log.warn(m), info: (m) => log.info(m), log: (m) => log.debug(m) },
  );
  // A write to a server that has just ended; `ended` reports its end.
  connection.onError(([error]) => log.debug(`connection: ${error.message}`));
  connection.listen();
  // Only this rejects the requests that are still waiting.
  void ended.then(() => connection.dispose());
  return { connection, ended, close: () => close(child, ended) };
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once("exit", (code, signal) => resolve(signal === null ? `with exit code ${code}` : `by ${signal}`));
    child.once("error", (error) => resolve(`with ${error.message}`));
  });
}

async function close(child: ChildProcess, ended: Promise<string>): Promise<void> {
  child.stdin?.end();
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    if (await isWithin(ended, patience)) return;
    child.kill(signal);
  }
  await ended;
}

async function isWithin(promise: Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(resolve, milliseconds, false)));
  const isIn = await Promise.race([promise.then(() => true), late]);
  clearTimeout(timer);
  return isIn;
}
