import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import test from "node:test";
import { decode } from "fast-png";
import { JournaledMask } from "../../../extension/host/label/journaledMask";
import { StrokeJournal } from "../../../extension/host/label/strokeJournal";
import { decodeMask } from "../../../extension/host/masks/maskFile";
import { EditableMask } from "../../../extension/shared/label/editableMask";
import type { Preferences } from "../../../extension/shared/label/messages";
import { nobody } from "./label/dot";

const kept = path.join(import.meta.dirname, "../../fixtures/0.1.0/vscode");
const [workspace = ""] = fs.readdirSync(path.join(kept, "workspaceStorage"));
const unsaved = path.join("workspaceStorage", workspace, "seg.seg/unsaved");

function json(...file: readonly string[]): Record<string, unknown> {
  return JSON.parse(fs.readFileSync(path.join(kept, ...file), "utf8")) as Record<string, unknown>;
}

/** Each is the sha256 of the image's address, which was file:///tmp/seg-vscode-bBBzCG/sample-data/images/NAME.png. */
for (const [name, journal, counts] of [
  ["new1", "8efb612cb5995e9c5ca66290d4918322", [5503, 1892, 285]],
  ["new2", "56da41f2ea40b1ae8804582bbe510e11", [6487, 502, 691]],
] as const)
  test(`strokes that version 0.1.0 had not saved of ${name} when it was killed are the pixels that it recovered itself`, async (t) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "seg-earlier-"));
    t.after(() => fs.rmSync(folder, { recursive: true }));
    fs.cpSync(path.join(kept, unsaved, journal), folder, { recursive: true });
    const faults: unknown[] = [];
    const strokes = new StrokeJournal(folder, (fault) => faults.push(fault));

    const found = await strokes.recover(null, "notLabelled");

    assert.ok(found);
    const { width, height, values } = found.base;
    const labels = new JournaledMask(new EditableMask(width, height, values), [], strokes, "notLabelled", nobody);
    for (const entry of found.entries) labels.replay(entry);
    const recovered = decode(fs.readFileSync(path.join(kept, `recovered-${name}.png`)));
    assert.deepEqual([width, height], [96, 80]);
    assert.deepEqual(labels.mask.values, Uint8Array.from(recovered.data));
    assert.deepEqual(
      [0, 1, 2].map((value) => labels.mask.values.filter((each) => each === value).length),
      counts,
    );
    assert.deepEqual(faults, []);
  });

test("masks of version 0.1.0 are read pixel by pixel", () => {
  const file = path.join(kept, "../dataset/masks/f3_z1.png");
  const { width, height, values } = decodeMask(file, fs.readFileSync(file));
  assert.deepEqual([width, height], [96, 80]);
  const counts = [0, 1, 2, 255].map((value) => values.filter((each) => each === value).length);
  assert.deepEqual(counts, [5532, 1337, 171, 640]);
});

test("every setting that a user of version 0.1.0 may have is still declared, and allows the value", () => {
  const manifest = JSON.parse(
    fs.readFileSync(path.join(import.meta.dirname, "../../../extension/package.json"), "utf8"),
  ) as { contributes: { configuration: { properties: Record<string, { type: string }> } } };
  const { properties } = manifest.contributes.configuration;
  const settings = json("settings.json");
  assert.equal(Object.keys(settings).length, 5);
  for (const [key, value] of Object.entries(settings)) {
    assert.ok(properties[key], key);
    assert.equal(properties[key].type.replace("integer", "number"), typeof value, key);
  }
});

test("what version 0.1.0 kept of a user's choices is still asked for by its name", () => {
  const host = path.join(import.meta.dirname, "../../../extension/host");
  const sources = fs
    .readdirSync(host, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => fs.readFileSync(path.join(host, file), "utf8"))
    .join("\n");
  const keys = [...Object.keys(json("globalState.json")), ...Object.keys(json("workspaceState.json"))];
  assert.deepEqual(
    keys.map((key) => key.replace(/:.*/, ":")),
    ["seg.label.preferences", "seg.images.onlyUnlabelled", "seg.model:"],
  );
  for (const key of keys) assert.match(sources, new RegExp(`["\`]${key.replace(/:.*/, ":")}`), key);
});

test("the label editor's choices of version 0.1.0 are choices still", () => {
  const known: Record<keyof Preferences, string> = {
    tool: "string",
    value: "number",
    brushRadius: "number",
    tolerance: "number",
    keepsLabels: "boolean",
    opacity: "number",
    isOverlayShown: "boolean",
    isOutlined: "boolean",
  };
  const chosen = json("globalState.json")["seg.label.preferences"] as Record<string, unknown>;
  assert.deepEqual(Object.fromEntries(Object.entries(chosen).map(([key, value]) => [key, typeof value])), known);
});
