import assert from "node:assert/strict";
import { test } from "node:test";
import { statusOf } from "../../../../extension/host/status/serverStatus";
import { runOf } from "../train/runs";

const hello = { protocol: 1, version: "0.1.0", device: "CPU, 2 cores", memoryBytes: 25_000_000_000 };

test("a server that is ready is named by its device", () => {
  const { text, facts, isError } = statusOf({ kind: "ready", hello }, []);
  assert.equal(text, "$(circle-filled) Seg: CPU, 2 cores");
  assert.deepEqual(facts, [
    ["Device", "CPU, 2 cores"],
    ["Memory", "23 GiB"],
    ["Version", "0.1.0"],
  ]);
  assert.equal(isError, false);
});

test("what is worked on is said in words, the oldest first", () => {
  const state = { kind: "ready", hello } as const;
  assert.equal(statusOf(state, ["image/render"]).sentence, "The server is reading an image.");
  const three = statusOf(state, ["dataset/classes", "image/render", "image/render"]);
  assert.equal(three.text, "$(sync~spin) Seg: changing classes and 2 more");
});

test("only a server that stopped is shown as an error, with the reason", () => {
  const why = "The server ended by SIGKILL. It starts again when it is needed.";
  assert.deepEqual(statusOf({ kind: "stopped", why }, ["image/render"]), {
    text: "$(error) Seg: stopped",
    sentence: why,
    isError: true,
    facts: [],
  });
  for (const state of [{ kind: "idle" }, { kind: "starting" }, { kind: "pausing", milliseconds: 2000 }] as const)
    assert.equal(statusOf(state, []).isError, false);
});

test("a training is shown by its name and epoch while the server rests, and keeps out of a server's error", () => {
  const training = runOf({ name: "first", epoch: 2, epochs: 10, bestMeanIou: 0.7125 });
  const { text, facts } = statusOf({ kind: "ready", hello }, ["runs/follow"], [training, runOf({ name: "other" })]);
  assert.equal(text, "$(sync~spin) Seg: first, epoch 3 of 10 and 1 more");
  assert.deepEqual(facts[0], ["Training first", "epoch 3 of 10, best mean IoU 0.713"]);
  assert.equal(statusOf({ kind: "ready", hello }, ["runs/follow"]).sentence, "The server is ready.");
  assert.equal(statusOf({ kind: "stopped", why: "" }, [], [training]).text, "$(error) Seg: stopped");
});
