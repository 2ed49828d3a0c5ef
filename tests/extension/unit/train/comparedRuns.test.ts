import assert from "node:assert/strict";
import { test } from "node:test";
import type { Server } from "../../../../extension/host/server/server";
import { ComparedRuns } from "../../../../extension/host/train/comparedRuns";
import type { ToTrainView } from "../../../../extension/shared/train/messages";

/** A server that gives these events in turn, and then that the run has ended; asked again it begins anew. */
function serverOf(parts: readonly (readonly unknown[])[]): Pick<Server, "request"> {
  return {
    request: (_: string, { offset }: { offset: number }) => {
      const events = parts[offset] ?? [];
      const state = offset < parts.length ? "running" : "completed";
      return Promise.resolve({ events, offset: Math.min(offset + 1, parts.length), run: { state } });
    },
  } as unknown as Pick<Server, "request">;
}

test("A page is posted each event of a compared run once, and all of them again when it is shown again", async () => {
  const posted: ToTrainView[] = [];
  const runs = new ComparedRuns(serverOf([[1, 2], [3], [4]]), "/data", (message) => posted.push(message));
  await runs.show("first");
  const events = () => posted.map((message) => (message.type === "compare" ? message.events : message.type));
  assert.deepEqual(events(), [[1, 2], [3], [4], []]);
  posted.length = 0;
  await runs.show("first");
  assert.deepEqual(events(), [null, [1, 2], [3], [4], []]);
  posted.length = 0;
  runs.hideAll();
  runs.hide("first");
  assert.deepEqual(events(), [null]);
});

test("What comes of a run after it was taken away is not sent", async () => {
  const posted: ToTrainView[] = [];
  const runs = new ComparedRuns(serverOf([[1], [2]]), "/data", (message) => {
    posted.push(message);
    if (posted.length === 1) runs.hide("first");
  });
  await runs.show("first");
  assert.deepEqual(
    posted.map((message) => message.type === "compare" && message.events),
    [[1], null],
  );
});
