import { type CancellationToken, ProgressType } from "vscode-jsonrpc/node";
import type { Requests } from "../../shared/protocol";
import type { Method, MethodWithProgress, ServerDependencies, ServerState } from "./serverDependencies";
import { Restarts } from "./restarts";
import { SegError, mappedError } from "./errors";
import type { ServerProcess } from "./serverProcess";
import { ServerSession } from "./serverSession";

/** The one server of a window: started by the first request, and anew by the first one after it ended by itself. */
export class Server {
  private session: ServerSession | null = null;
  private state: ServerState = { kind: "idle" };
  private work: readonly Method[] = [];
  private isClosed = false;
  private lastProgress = 0;

  constructor(
    private readonly dependencies: ServerDependencies,
    private readonly restarts = new Restarts(),
  ) {}

  /** Asks the server; rejects with a {@link SegError} where the user can act, or with the cancellation. */
  async request<M extends Method>(
    method: M,
    params: Requests[M]["params"],
    token?: CancellationToken,
  ): Promise<Requests[M]["result"]> {
    return this.ask(method, token, ({ connection }) => {
      const sent = token === undefined ? [params] : [params, token];
      return connection.sendRequest<Requests[M]["result"]>(method, ...sent);
    });
  }

  /** The same of a request that reports how far it is. */
  async requestWithProgress<M extends MethodWithProgress>(
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
      if (token?.isCancellationRequested) throw this.dependencies.cancellation();
      return await send(process);
    } catch (error) {
      throw mappedError(error, () => this.dependencies.cancellation());
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
      const session: ServerSession = new ServerSession(this.dependencies, this.restarts, (state) => {
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
    this.dependencies.changed(state, this.work);
  }

  private setWork(work: readonly Method[]): void {
    this.work = work;
    this.dependencies.changed(this.state, work);
  }
}
