import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { FaultControl, faultEnvironment, faultLibrary, kinds, needsCompiler } from "./faults.mjs";

// How node saves a file; each line is a call that can fail.
const save = `
  const fs = require("node:fs");
  const [folder] = process.argv.slice(1);
  let done = "";
  try {
    fs.mkdirSync(folder + "/new"); done += "mkdir ";
    const file = fs.openSync(folder + "/new/a.tmp", "w"); done += "open ";
    const count = fs.writeSync(file, Buffer.alloc(100)); done += "write" + count + " ";
    fs.fsyncSync(file); done += "fsync ";
    fs.ftruncateSync(file, 7); done += "ftruncate ";
    fs.closeSync(file);
    fs.renameSync(folder + "/new/a.tmp", folder + "/new/a"); done += "rename ";
    fs.unlinkSync(folder + "/new/a"); done += "unlink ";
    fs.rmdirSync(folder + "/new"); done += "rmdir";
  } catch (error) {
    done += error.errno;
  }
  console.log(done);`;

// On Linux.
const errors = [5, 28, 122]; // EIO, ENOSPC, EDQUOT

describe("Calls that are made to fail", { skip: faultLibrary() === null && needsCompiler }, () => {
  let place, folder, control;

  before(() => {
    place = fs.mkdtempSync(path.join(os.tmpdir(), "seg-faults-"));
    folder = path.join(place, "under");
    fs.mkdirSync(folder);
    control = new FaultControl(path.join(place, "control"));
  });

  after(() => {
    control.close();
    fs.rmSync(place, { recursive: true });
  });

  function run(at, error, kind) {
    fs.rmSync(path.join(folder, "new"), { recursive: true, force: true });
    control.set(at, error, kind);
    const env = { ...process.env, ...faultEnvironment(folder, path.join(place, "control")) };
    const { stdout, stderr } = spawnSync(process.execPath, ["-e", save, folder], { env, encoding: "utf8" });
    assert.equal(stderr, "");
    return stdout.trim();
  }

  test("each call fails at its turn, with the error that is asked for, and the others work", () => {
    const all = "mkdir open write100 fsync ftruncate rename unlink rmdir";
    const names = all.split(" ");
    for (const [i, name] of names.entries()) {
      const error = errors[i % errors.length];
      assert.equal(run(i + 1, error), [...names.slice(0, i), -error].join(" "));
      assert.match(control.fired, new RegExp(`^${name.replace("100", "")} ${folder}`));
      assert.equal(control.seen, i + 1);
    }
    assert.equal(run(names.length + 1, errors[0]), all);
    assert.equal(control.fired, null);
    assert.equal(control.seen, names.length);
  });

  test("a write that is cut short is reported by its count alone where the rest fails too", () => {
    assert.equal(run(3, 0), "mkdir open write100 fsync ftruncate rename unlink rmdir");
    assert.match(control.fired, /^write /);
    assert.equal(run(3, errors[1], kinds.afterPart), "mkdir open write50 fsync ftruncate rename unlink rmdir");
  });

  test("on a disk that has gone all calls fail from then on", () => {
    run(2, errors[0], kinds.lasting);
    assert.deepEqual(fs.readdirSync(path.join(folder, "new")), []);
  });
});
