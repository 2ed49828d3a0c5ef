import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { firstPreferences } from "../../../extension/shared/label/messages";

const extension = path.join(__dirname, "../../../extension");
const text = readFileSync(path.join(extension, "package.json"), "utf8");
const { capabilities, contributes, extensionKind } = JSON.parse(text) as {
  capabilities: { untrustedWorkspaces: { supported: boolean } };
  contributes: {
    commands: { command: string; title: string }[];
    configuration: { properties: Record<string, { default: unknown }> };
  };
  extensionKind: string[];
};
const sources = readdirSync(path.join(extension, "host"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .map((file) => readFileSync(path.join(extension, "host", file), "utf8"))
  .join("\n");
const declared = contributes.commands.map(({ command }) => command);

test("every command that menus, views and the walkthrough name is declared", () => {
  const named = [...text.matchAll(/"command": "([^"]+)"|command:(seg\.[\w.]+)|onCommand:(seg\.[\w.]+)/g)];
  for (const [, ...names] of named) assert.ok(declared.includes(names.find(Boolean) ?? ""), names.join());
});

test("every declared command is registered, and only those", () => {
  const registered = [...sources.matchAll(/command\(\s*"(seg\.[\w.]+)"|registerCommand\(\s*"(seg\.[\w.]+)"/g)];
  assert.deepEqual(registered.map(([, a, b]) => a ?? b).sort(), [...declared].sort());
});

test("no two commands have the same title", () => {
  const titles = contributes.commands.map(({ title }) => title);
  assert.deepEqual([...new Set(titles)], titles);
});

test("every file that the manifest names is there", () => {
  const files = [...text.matchAll(/"(media\/[^"]+)"/g)].map(([, file]) => file ?? "");
  assert.ok(files.length > 5);
  for (const file of files) assert.ok(existsSync(path.join(extension, file)), file);
});

test("the settings of the label editor are at first what the page begins with", () => {
  const { brushRadius, opacity, isOutlined } = firstPreferences;
  const initial = (name: string) => contributes.configuration.properties[`seg.label.${name}`]?.default;
  assert.deepEqual(["brushSize", "overlayOpacity", "outline"].map(initial), [
    2 * brushRadius,
    100 * opacity,
    isOutlined,
  ]);
});

test("nothing runs in a folder that is not trusted, and all of it where the folder is", () => {
  assert.equal(capabilities.untrustedWorkspaces.supported, false);
  assert.deepEqual(extensionKind, ["workspace"]);
});
