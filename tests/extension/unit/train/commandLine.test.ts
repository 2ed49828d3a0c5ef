import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { commandLine } from "../../../../extension/host/train/commandLine";
import { optionsOf } from "./options";

test("a shell reads from it what was chosen, whatever the names are", () => {
  const options = optionsOf({ weights: "/nets/it's $HOME.safetensors", freezeEncoder: true, validation: ["a 1", "b"] });
  const line = commandLine({
    program: ["printf", "%s\\n"],
    folder: "/data/my cells",
    name: "first",
    options,
    file: null,
  });
  const words = execFileSync("sh", ["-c", line], { encoding: "utf8" }).trimEnd().split("\n");
  assert.deepEqual(words.slice(0, 4), ["train", "/data/my cells", "--name", "first"]);
  const valueOf = (name: string) => words[words.indexOf(name) + 1];
  assert.equal(valueOf("--weights"), "/nets/it's $HOME.safetensors");
  assert.equal(valueOf("--loss"), "ce + dice");
  assert.equal(valueOf("--val"), "a 1,b");
  assert.equal(words.at(-1), "--freeze-encoder");
  assert.ok(!words.includes("--options"));
});

test("what was left to the dataset is left to it, and an empty list is said", () => {
  const common = { program: ["seg"], folder: "/data", name: null, file: "/o.json" };
  assert.doesNotMatch(commandLine({ ...common, options: optionsOf({ validation: null }) }), /--val|--name/);
  assert.match(commandLine({ ...common, options: optionsOf({ validation: [] }) }), /--options \/o.json .*--val none/);
});
