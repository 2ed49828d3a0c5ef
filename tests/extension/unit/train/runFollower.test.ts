import assert from "node:assert/strict";
import { test } from "node:test";
import { CancellationTokenSource } from "vscode-jsonrpc/node";
import { SegError } from "../../../../extension/host/server/errors";
import type { Server } from "../../../../extension/host/server/server";
import { RunFollower } from "../../../../extension/host/train/runFollower";

interface Answer {
  readonly events: readonly unknown[];
  readonly offset: number;
  readonly run: { readonly state: string };
}

const run = { folder: "/data", name: "first" };

/** A server that gives these answers in turn, errors among them, and what it was asked from. */
function serverOf(answers: (Answer | Error)[]) {
  const offsets: number[] = [];
  const server = {
    request: (_: string, { offset }: { offset: number }) => {
      offsets.push(offset);
      const answer = answers.shift();
      if (answer === undefined) throw new Error("It was asked once too often.");
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  } as unknown as Pick<Server, "request">;
  return { server, offsets };
}

function listening() {
  const reported: unknown[] = [];
  const listener = {
    changed: (events: readonly unknown[], { state }: { readonly state: string }) => reported.push([...events, state]),
  };
  return { reported, listener };
}

test("events are reported once each and in order, until the run has ended", async () => {
  const { server, offsets } = serverOf([
    { events: [1, 2], offset: 20, run: { state: "running" } },
    { events: [], offset: 20, run: { state: "running" } },
    { events: [3], offset: 30, run: { state: "completed" } },
    { events: [], offset: 30, run: { state: "completed" } },
  ]);
  const { reported, listener } = listening();
  await new RunFollower(server, run, listener).follow(new CancellationTokenSource().token);
  assert.deepEqual(offsets, [0, 20, 20, 30]);
  assert.deepEqual(reported, [
    [1, 2, "running"],
    [3, "completed"],
  ]);
});

test("a server that ends meanwhile is asked again from the same place; another error is not hidden", async () => {
  const { server, offsets } = serverOf([
    { events: [1], offset: 10, run: { state: "running" } },
    new SegError("server.ended", "The server ended."),
    new SegError("server.crashes", "The server ended too often."),
    { events: [2], offset: 20, run: { state: "running" } },
    new SegError("runs.missing", "There is no such run."),
  ]);
  const { reported, listener } = listening();
  const follower = new RunFollower(server, run, listener, 0);
  await assert.rejects(follower.follow(new CancellationTokenSource().token), { code: "runs.missing" });
  assert.deepEqual(offsets, [0, 10, 10, 10, 20]);
  assert.deepEqual(reported, [
    [1, "running"],
    [2, "running"],
  ]);
});

test("a run that is continued is read on from where it had ended, and by one reader", async () => {
  const { server, offsets } = serverOf([
    { events: [1], offset: 10, run: { state: "killed" } },
    { events: [], offset: 10, run: { state: "killed" } },
    { events: [2], offset: 20, run: { state: "completed" } },
    { events: [], offset: 20, run: { state: "completed" } },
  ]);
  const { reported, listener } = listening();
  const follower = new RunFollower(server, run, listener);
  const { token } = new CancellationTokenSource();
  await Promise.all([follower.follow(token), follower.follow(token)]);
  await follower.follow(token);
  assert.deepEqual(offsets, [0, 10, 10, 20]);
  assert.deepEqual(reported, [
    [1, "killed"],
    [2, "completed"],
  ]);
});

test("that a run was cut off is reported without an event", async () => {
  const { server } = serverOf([
    { events: [1], offset: 10, run: { state: "running" } },
    { events: [], offset: 10, run: { state: "killed" } },
  ]);
  const { reported, listener } = listening();
  await new RunFollower(server, run, listener).follow(new CancellationTokenSource().token);
  assert.deepEqual(reported, [[1, "running"], ["killed"]]);
});

test("nothing is reported after it was cancelled", async () => {
  const stop = new CancellationTokenSource();
  const { server } = serverOf([{ events: [1], offset: 10, run: { state: "running" } }]);
  const { reported, listener } = listening();
  const following = new RunFollower(server, run, listener).follow(stop.token);
  stop.cancel();
  await following;
  assert.deepEqual(reported, []);
});
