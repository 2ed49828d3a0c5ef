import { type CancellationToken, ProgressType } from "vscode-jsonrpc/node";
import type { Requests } from "../../shared/protocol";
import type { Log } from "./log";
import { Restarts } from "./restarts";
import { SegError } from "./segError";
import { toldError } from "./serverErrors";
import type { ServerProcess } from "./serverProcess";
import { ServerSession } from "./serverSession";
import type { ServerState } from "./serverState";

/** The name of a request. */
export type Method = keyof Requests;

/** The name of a request that tells how far it is. */
export type ToldMethod = { [M in Method]: Requests[M] extends { readonly progress: unknown } ? M : never }[Method];

/** What a server needs of its surroundings. */
export interface ServerWorld {
  readonly log: Log;
  /** The full path of the program, asked for at every start; throws where there is none. */
  program(): string;
  /** The environment variables that the program gets, asked for at every start. */
  environment(): NodeJS.ProcessEnv;
  /** State or work have changed; the work is what was asked for and is not answered yet. */
  changed(state: ServerState, work: readonly Method[]): void;
  /** Makes the error of a cancelled request. */
  cancellation(): Error;
}

/** The one server of a window: started by the first request, and anew by the first one after it ended by itself. */
export class Server {
  private session: ServerSession | null = null;
  private state: ServerState = { kind: "idle" };
  private work: readonly Method[] = [];
  private isClosed = false;
  private lastProgress = 0;

  constructor(
    private readonly world: ServerWorld,
    private readonly restarts = new Restarts(),
  ) {}

  /** What starts the program in a shell that knows nothing of us. */
  get command(): readonly string[] {
    const dotnet = this.world.environment().DOTNET_ROOT;
    return [...(dotnet ? ["env", `DOTNET_ROOT=${dotnet}`] : []), this.world.program()];
  }

  /** Asks the server; rejects with a {@link SegError} where the user can act, or with the cancellation. */
  async request<M extends Method>(
    method: M,
    params: Requests[M]["params"],
    token?: CancellationToken,
  ): Promise<Requests[M]["result"]> {
    return this.ask(method, token, ({ connection }) => {
      const given = token === undefined ? [params] : [params, token];
      return connection.sendRequest<Requests[M]["result"]>(method, ...given);
    });
  }

  /** The same of a request that tells how far it is. */
  async requestTold<M extends ToldMethod>(
    method: M,
    params: Requests[M]["params"],
    onProgress: (progress: Requests[M]["progress"]) => void,
    token: CancellationToken,
  ): Promise<Requests[M]["result"]> {
    return this.ask(method, token, async ({ connection }) => {
      const progress = ++this.lastProgress;
      const listener = connection.onProgress(new ProgressType<Requests[M]["progress"]>(), progress, onProgress);
      try {
        return await connection.sendRequest<Requests[M]["result"]>(method, { ...params, progress }, token);
      } finally {
        listener.dispose();
      }
    });
  }

  private async ask<M extends Method>(
    method: M,
    token: CancellationToken | undefined,
    send: (process: ServerProcess) => Promise<Requests[M]["result"]>,
  ): Promise<Requests[M]["result"]> {
    this.setWork([...this.work, method]);
    try {
      const process = await this.started();
      if (token?.isCancellationRequested) throw this.world.cancellation();
      return await send(process);
    } catch (error) {
      throw toldError(error, () => this.world.cancellation());
    } finally {
      const place = this.work.indexOf(method);
      this.setWork(this.work.filter((_, index) => index !== place));
    }
  }

  /** Ends the server, if it runs, and starts it, however often it ended before. */
  async restart(): Promise<void> {
    await this.end();
    await this.started();
  }

  /** Ends the server for good. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.end();
  }

  private async end(): Promise<void> {
    const session = this.session;
    this.session = null;
    this.restarts.forget();
    this.setState({ kind: "idle" });
    await session?.close();
  }

  private started(): Promise<ServerProcess> {
    if (this.isClosed) return Promise.reject(new SegError("server.closed", "The window is closing."));
    if (this.session === null) {
      const session: ServerSession = new ServerSession(this.world, this.restarts, (state) => {
        if (this.session !== session) return; // It was ended on purpose.
        if (state.kind === "stopped") this.session = null;
        this.setState(state);
      });
      this.session = session;
    }
    return this.session.ready;
  }

  private setState(state: ServerState): void {
    this.state = state;
    this.world.changed(state, this.work);
  }

  private setWork(work: readonly Method[]): void {
    this.work = work;
    this.world.changed(this.state, work);
  }
}
