import assert from "node:assert/strict";
import { test } from "node:test";
import { Restarts } from "../../../../extension/host/server/restarts";

const limits = { count: 3, within: 1000, pause: 10 };

test("the first start is at once; each further one waits twice as long, and the fifth is not made", () => {
  const restarts = new Restarts(limits);
  const pauses = [0, 1, 2, 3, 4].map((now) => {
    const pause = restarts.pause(now);
    restarts.note(now);
    return pause;
  });
  assert.deepEqual(pauses, [0, 10, 20, 40, null]);
});

test("starts of long ago do not count", () => {
  const restarts = new Restarts(limits);
  for (const now of [0, 1, 2, 3]) restarts.note(now);
  assert.deepEqual(
    [999, 1000, 1001, 1003].map((now) => restarts.pause(now)),
    [null, 40, 20, 0],
  );
});

test("after a start that was asked for, counting begins anew", () => {
  const restarts = new Restarts(limits);
  for (const now of [0, 1, 2, 3]) restarts.note(now);
  restarts.forget();
  assert.equal(restarts.pause(4), 0);
});
