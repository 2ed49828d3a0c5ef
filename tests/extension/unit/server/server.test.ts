import assert from "node:assert/strict";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { CancellationTokenSource } from "vscode-jsonrpc/node";
import { Restarts } from "../../../../extension/host/server/restarts";
import { SegError } from "../../../../extension/host/server/errors";
import { Server } from "../../../../extension/host/server/server";
import type { ServerState } from "../../../../extension/host/server/serverDependencies";

const fake = path.join(__dirname, "fakeServer.cjs");
const cancellation = new Error("cancelled by the user");
let folder: string;
let lines: string[];
let states: string[];
let last: { state: ServerState; work: readonly string[] };
let server: Server;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "seg-server-"));
  process.env.FAKE_STARTS = path.join(folder, "starts");
  delete process.env.FAKE_END;
  [lines, states] = [[], []];
  server = makeServer(fake);
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

function makeServer(program: string, restarts = new Restarts({ count: 2, within: 60_000, pause: 1 })): Server {
  const log = (line: string) => void lines.push(line);
  return new Server(
    {
      log: { error: log, warn: log, info: log, debug: log },
      program: () => program,
      environment: () => process.env,
      changed(state, work) {
        if (states.at(-1) !== state.kind) states.push(state.kind);
        last = { state, work };
      },
      cancellation: () => cancellation,
    },
    restarts,
  );
}

const read = (folder: string, instance = server) => instance.request("dataset/read", { folder });
const starts = async () => (await readFile(path.join(folder, "starts"), "utf8")).trim().split("\n");
const fails = (code: string, message: RegExp) => (error: unknown) => {
  assert.ok(error instanceof SegError, String(error));
  assert.equal(error.code, code);
  assert.match(error.message, message);
  return true;
};

test("the first request starts the server, which is greeted first; others go to the same one", async () => {
  assert.deepEqual(states, []);
  const [a, b] = await Promise.all([read("a"), read("b")]);
  assert.deepEqual([a.folder, b.folder, (await read("c")).folder], ["a", "b", "c"]);
  assert.deepEqual(
    (await starts()).map((line) => line.split(" ")[1]),
    ["serve"],
  );
  assert.deepEqual(states, ["idle", "starting", "ready"]);
  assert.ok(last.state.kind === "ready");
  assert.equal(last.state.hello.device, "CPU, 2 cores");
});

test("a request reports how far it is, each to its own caller", async () => {
  const token = new CancellationTokenSource().token;
  const ask = (name: string) => {
    const reported: string[] = [];
    const params = { model: name, folder: "x" };
    return server
      .requestWithProgress("predict/rank", params, ({ done, total }) => reported.push(`${done}/${total}`), token)
      .then(({ model }) => ({ model, reported }));
  };
  assert.deepEqual(await Promise.all([ask("2"), ask("3")]), [
    { model: "2", reported: ["1/2", "2/2"] },
    { model: "3", reported: ["1/3", "2/3", "3/3"] },
  ]);
});

test("what the server writes to stderr is in the log, line by line", async () => {
  await read("a");
  await server.close();
  assert.deepEqual(
    lines.filter((line) => line.startsWith("server: ")),
    ["server: hello said", "server: and more"],
  );
});

test("what is asked for and not yet answered counts as work", async () => {
  const source = new CancellationTokenSource();
  const waiting = server.request("dataset/read", { folder: "wait" }, source.token);
  await read("a");
  assert.deepEqual(last.work, ["dataset/read"]);
  source.cancel();
  await assert.rejects(waiting, cancellation);
  assert.deepEqual(last.work, []);
});

test("an error that the user can act on has its code and its sentence", async () => {
  await assert.rejects(read("missing"), fails("dataset.missing", /^There is no folder missing\.$/));
});

test("a fault of the server is none that the user can act on", async () => {
  await assert.rejects(read("fault"), (error) => error instanceof Error && !(error instanceof SegError));
});

test("a request that was cancelled before the server was ready is not sent", async () => {
  const source = new CancellationTokenSource();
  source.cancel();
  await assert.rejects(server.request("dataset/read", { folder: "kill" }, source.token), cancellation);
  assert.equal((await read("a")).folder, "a");
  assert.equal((await starts()).length, 1);
});

test("a server that is killed fails what it worked on, and the next request starts another", async () => {
  const source = new CancellationTokenSource();
  const waiting = server.request("dataset/read", { folder: "wait" }, source.token);
  await Promise.all([
    assert.rejects(waiting, fails("server.ended", /Try again/)),
    assert.rejects(read("kill"), fails("server.ended", /Try again/)),
  ]);
  assert.ok(last.state.kind === "stopped");
  assert.match(last.state.why, /by SIGKILL.*starts again when it is needed/);
  assert.equal((await read("a")).folder, "a");
  assert.deepEqual(states.slice(-3), ["pausing", "starting", "ready"]);
});

test("a server that ends again and again is started a few times only, until the user asks for it", async () => {
  for (let count = 0; count < 3; count++) await assert.rejects(read("kill"), fails("server.ended", /./));
  await assert.rejects(read("a"), fails("server.crashes", /ended 3 times .*"Seg: Restart Server"/));
  await assert.rejects(read("a"), fails("server.crashes", /./));
  assert.equal((await starts()).length, 3);
  await server.restart();
  assert.equal((await read("a")).folder, "a");
});

test("a server that ends before it has said hello says how, and counts too", async () => {
  process.env.FAKE_END = "atOnce";
  for (let count = 0; count < 3; count++)
    await assert.rejects(read("a"), fails("server.start", /as soon as it was started, with exit code 7\./));
  await assert.rejects(read("a"), fails("server.crashes", /./));
  assert.equal(last.state.kind, "stopped");
});

test("a server of another version is ended, and its own words are shown", async () => {
  process.env.FAKE_END = "protocol";
  await assert.rejects(read("a"), fails("session.protocol", /Too old/));
  assert.ok(last.state.kind === "stopped");
  assert.equal(last.state.why, "Too old.");
});

test("a program that cannot be run is named", async () => {
  const broken = makeServer(folder);
  await assert.rejects(read("a", broken), fails("server.start", new RegExp(`${folder} cannot be started: .*EACCES`)));
});

test("restart ends the server and starts another", async () => {
  await read("a");
  await server.restart();
  await server.restart();
  await server.restart();
  assert.equal((await starts()).length, 4, "asked for, they are not counted as ends of its own");
  assert.equal(last.state.kind, "ready");
});

test("a closed server has ended by its input alone, and answers nothing more", async () => {
  await read("a");
  await server.close();
  assert.equal(last.state.kind, "idle");
  await assert.rejects(read("a"), fails("server.closed", /./));
  const [pid] = ((await starts())[0] ?? "").split(" ");
  assert.throws(() => process.kill(Number(pid), 0), { code: "ESRCH" });
});

test("closing while the server starts leaves no process", async () => {
  const asked = assert.rejects(read("a"), SegError);
  await server.close();
  await asked;
  for (const line of await starts().catch(() => []))
    assert.throws(() => process.kill(Number(line.split(" ")[0]), 0), { code: "ESRCH" });
});

test("a server that neither heeds its closed input nor SIGTERM is killed", async () => {
  process.env.FAKE_END = "never";
  await read("a");
  await server.close();
  const [first, second] = await starts();
  assert.equal(second, "SIGTERM");
  assert.throws(() => process.kill(Number(first?.split(" ")[0]), 0), { code: "ESRCH" });
});
