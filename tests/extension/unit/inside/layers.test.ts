import assert from "node:assert/strict";
import { test } from "node:test";
import type { LayerShape } from "../../../../extension/shared/protocol";
import { sortedChannels } from "../../../../extension/webview/inside/channels/channelOrder";
import { countText, shapeText, shortName, levelsOf } from "../../../../extension/webview/inside/state/layers";
import { numberText } from "../../../../extension/webview/inside/views/readout";

const layer = (name: string, stride: number): LayerShape => ({
  name,
  kind: "convolution",
  part: name.startsWith("encoder") ? "encoder" : name === "head" ? "head" : "decoder",
  stride,
  channels: 8,
  height: 4,
  width: 5,
  parameters: 1234,
});

test("a network is laid out by the size of its layers, down and up", () => {
  const layers = [
    layer("encoder.a", 2),
    layer("encoder.b", 4),
    layer("encoder.c", 4),
    layer("decoder.blocks.0.conv1", 2),
    layer("decoder.blocks.0.conv2", 2),
    layer("decoder.blocks.1.conv1", 1),
    layer("head", 1),
  ];
  const names = (all: readonly LayerShape[]) => all.map(shortName).join(" ");
  assert.deepEqual(
    levelsOf(layers).map(({ stride, down, up }) => [stride, names(down), names(up)]),
    [
      [1, "", "1.conv1 head"],
      [2, "a", "0.conv1 0.conv2"],
      [4, "b c", ""],
    ],
  );
  assert.equal(shapeText(layer("head", 1)), "8 × 4 × 5");
  assert.deepEqual([0, 999, 1234, 23_456, 7_654_321].map(countText), ["0", "999", "1.2 k", "23 k", "7.7 M"]);
});

test("channels are sorted by what the user asked for, those alike in their order", () => {
  const figures = [
    [1, 5, -1],
    [3, 5, 4],
    [1, 9, 0],
  ].map(([strength = 0, variance = 0, importance = 0]) => ({ strength, variance, importance, least: 0, greatest: 1 }));
  assert.deepEqual(sortedChannels(figures, "strength"), [1, 0, 2]);
  assert.deepEqual(sortedChannels(figures, "variance"), [2, 0, 1]);
  assert.deepEqual(sortedChannels(figures, "importance"), [1, 2, 0]);
  assert.deepEqual(sortedChannels(figures, "number"), [0, 1, 2]);
});

test("numbers have as many digits as say something", () => {
  assert.deepEqual([0, 1, 0.12345, -28.76, 123456, 0.00004, Infinity].map(numberText), [
    "0",
    "1",
    "0.123",
    "-28.8",
    "1.2e+5",
    "4.0e-5",
    "–",
  ]);
});
