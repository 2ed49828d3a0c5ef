import assert from "node:assert/strict";
import { test } from "node:test";
import { firstQuestion, secondQuestion } from "../../../../extension/webview/inside/questions";
import { type View, firstView } from "../../../../extension/webview/inside/state/view";

const of = { model: "a", image: "x" };
const looked = (part: Partial<View>) => ({ view: { ...firstView, ...part }, of, layer: "deep", isBottleneck: false });
const corners = [
  { x: 0, y: 0 },
  { x: 9, y: 0 },
  { x: 9, y: 9 },
];

test("a heatmap is of the whole class at first", () => {
  assert.deepEqual(firstQuestion(looked({})), {
    method: "explain/heatmap",
    params: { of, method: "segGradCam", layer: "deep", target: { class: 1, kind: "class", points: [] } },
  });
  assert.equal(secondQuestion(looked({})), null);
});

test("nothing is asked as long as the pixels are not chosen", () => {
  assert.equal(firstQuestion(looked({ target: "object" })), null);
  assert.equal(firstQuestion(looked({ target: "region", points: corners.slice(1) })), null);
  const asked = firstQuestion(looked({ target: "region", points: corners }));
  assert.deepEqual(asked?.method === "explain/heatmap" && asked.params.target.points, corners);
});

test("what a method does not ask for is left out", () => {
  const [a, b] = [corners, []].map((points) =>
    firstQuestion(looked({ method: "probability", target: "region", points })),
  );
  assert.deepEqual(a, b);
  assert.notEqual(a, null);
});

test("a channel comes in place of the first heatmap, and not of the second", () => {
  const view = looked({ channel: 7, contrast: "shared", against: { kind: "class", class: 2 } });
  assert.deepEqual(firstQuestion(view), {
    method: "explain/channel",
    params: { of, layer: "deep", channel: 7, contrast: "shared" },
  });
  const second = secondQuestion(view);
  assert.equal(second?.method === "explain/heatmap" && second.params.target.class, 2);
});

test("two models are asked the same", () => {
  const view = looked({ against: { kind: "model", model: "b" } });
  const [first, second] = [firstQuestion(view), secondQuestion(view)];
  assert.deepEqual(second?.params.of, { model: "b", image: "x" });
  assert.deepEqual({ ...second?.params, of }, first?.params);
  // Their last layers may have other names.
  const last = secondQuestion({ ...view, isBottleneck: true });
  assert.equal(last?.params.layer, null);
});
