import { setTimeout as wait } from "node:timers/promises";
import { type HelloResult, methods, protocolVersion } from "../../shared/protocol";
import type { Restarts } from "./restarts";
import { SegError, mappedError } from "./errors";
import { type ServerProcess, startProcess } from "./serverProcess";
import type { ServerDependencies, ServerState } from "./serverDependencies";

/** One life of the server: a pause where it ended before, its start, hello, and its end. */
export class ServerSession {
  /** Comes when the server has said hello. */
  readonly ready: Promise<ServerProcess>;
  private readonly process: Promise<ServerProcess>;
  private readonly stop = new AbortController();

  /** @param changed gets each state; after `stopped` there is none */
  constructor(
    private readonly dependencies: Pick<ServerDependencies, "program" | "environment" | "log" | "cancellation">,
    private readonly restarts: Restarts,
    private readonly changed: (state: ServerState) => void,
  ) {
    // In a later turn, so that whoever makes a session has it before its first state is reported.
    this.process = Promise.resolve().then(() => this.start());
    this.ready = this.process.then((process) => this.greet(process));
    this.ready.catch((error: Error) => this.stopped(error.message));
  }

  /** Ends the server, if it was started; whoever waits for it gets an error. */
  async close(): Promise<void> {
    this.stop.abort();
    const process = await this.process.catch(() => null);
    await process?.close();
  }

  private async start(): Promise<ServerProcess> {
    const program = this.dependencies.program();
    await this.pause();
    this.changed({ kind: "starting" });
    this.restarts.note(Date.now());
    this.dependencies.log.info(`Starting ${program}`);
    return startProcess(program, this.dependencies.environment(), this.dependencies.log);
  }

  private async pause(): Promise<void> {
    const milliseconds = this.restarts.pause(Date.now());
    if (milliseconds === null) {
      const { count, within } = this.restarts.limits;
      throw new SegError(
        "server.crashes",
        `The server ended ${count + 1} times within ${within / 60_000} minutes and is not started again by itself. ` +
          'See why in the output "Seg", then run the command "Seg: Restart Server".',
      );
    }
    if (milliseconds > 0) this.changed({ kind: "pausing", milliseconds });
    // It throws nothing else than that the session is closed.
    await wait(milliseconds, undefined, { signal: this.stop.signal }).catch(() => {
      throw new SegError("server.ended", "The server was ended before it had started.");
    });
  }

  private async greet(process: ServerProcess): Promise<ServerProcess> {
    try {
      const hello = await process.connection.sendRequest<HelloResult>(methods.sessionHello, {
        protocol: protocolVersion,
      });
      this.changed({ kind: "ready", hello });
      void process.ended.then((how) => this.stopped(`The server ended ${how}. It starts again when it is needed.`));
      return process;
    } catch (error) {
      await process.close();
      const mapped = mappedError(error, () => this.dependencies.cancellation());
      if (!(mapped instanceof SegError && mapped.code === "server.ended")) throw mapped;
      const why = `The server ended as soon as it was started, ${await process.ended}.`;
      throw new SegError("server.start", `${why} The output "Seg" has the details.`);
    }
  }

  private stopped(why: string): void {
    if (this.stop.signal.aborted) return;
    this.dependencies.log.error(why);
    this.changed({ kind: "stopped", why });
  }
}
