import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import test from "node:test";
import { cache, installVscode } from "../../../extension/scripts/vscode/installation.mjs";
import { root } from "../../../server/scripts/paths.mjs";

test("npm start serves VS Code to who has the address, until Ctrl+C", { timeout: 120_000 }, async (t) => {
  await installVscode();
  const port = await freePort();
  const child = spawn(process.execPath, ["extension/scripts/start.mjs", "--port", port], {
    cwd: root,
    env: { ...process.env, XDG_CACHE_HOME: cacheWithVscode(t) },
  });
  t.after(() => child.kill("SIGKILL"));
  const output = await outputUntil(child, /Ctrl\+C ends/);
  const address = /http:\/\/127\.0\.0\.1:\d+\/\S+/.exec(output)?.[0] ?? "";
  assert.equal(new URL(address).port, port);
  assert.equal(new URL(address).searchParams.get("folder"), path.join(root, "sample-data"));
  assert.equal(await status(address), 302); // to the same address with the token in a cookie
  assert.equal(await status(new URL(address).origin), 403);

  const busy = spawn(process.execPath, ["extension/scripts/start.mjs", "--port", port], { cwd: root });
  assert.match(await outputUntil(busy, /try/), /Another program uses port/);

  child.kill("SIGINT");
  assert.deepEqual(await once(child, "exit"), [0, null]);
  await assert.rejects(fetch(address));
});

/** A cache of its own, in which VS Code is installed. */
function cacheWithVscode(t) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "seg-start-"));
  t.after(() => fs.rmSync(folder, { recursive: true, maxRetries: 10 }));
  fs.mkdirSync(path.join(folder, "seg"));
  for (const name of fs.readdirSync(cache).filter((each) => /^vscode-[\d.]+\d$/.test(each)))
    fs.symlinkSync(path.join(cache, name), path.join(folder, "seg", name));
  return folder;
}

function outputUntil(child, pattern) {
  return new Promise((resolve, reject) => {
    let output = "";
    const read = (text) => {
      output += text;
      if (pattern.test(output)) resolve(output);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("exit", (code) => reject(new Error(`It ended with ${code}: ${output}`)));
  });
}

async function status(address) {
  return (await fetch(address, { redirect: "manual" })).status;
}

async function freePort() {
  const server = net.createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return String(port);
}
