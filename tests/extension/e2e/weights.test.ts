import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { after } from "node:test";
import { e2e } from "./e2e";
import { fewImages, Training } from "./training";

const megabyte = 1e6;
let isThere = true;

/** Sends a little of a file and then nothing. */
const mirror = http.createServer((_, response) => {
  if (!isThere) return response.writeHead(404).end();
  response.writeHead(200, { "content-length": 9 * megabyte });
  return response.write(Buffer.alloc(3 * megabyte));
});
// Without a name to look up, it has its port at once.
mirror.listen(0);
const caches = fs.mkdtempSync(path.join(os.tmpdir(), "seg-caches-"));
after(() => {
  mirror.closeAllConnections();
  mirror.close();
  fs.rmSync(caches, { recursive: true });
});

e2e(
  "a download of weights shows, can be ended, and says what to do where it fails",
  async (vscode) => {
    const form = await Training.form(vscode);
    const start = form.frame.getByLabel("Starting weights", { exact: true });
    assert.equal(await start.inputValue(), "microscopy");
    await form.choose({ name: "first", epochs: 1, steps: 1 });
    assert.equal(await start.inputValue(), "", "microscopy is of another encoder");
    await form.frame.getByLabel("Encoder", { exact: true }).selectOption("mobilenet_v2");
    await start.selectOption("imagenet");
    await form.press("Train");
    const toast = vscode.page.locator(".notification-toast", { hasText: "ImageNet weights of mobilenet_v2" });
    await toast.filter({ hasText: "of 9 MB" }).waitFor();
    await toast.getByRole("button", { name: "Cancel" }).click();
    const refusal = form.frame.locator(".refusal");
    await refusal.filter({ hasText: "The download was stopped" }).waitFor();

    isThere = false;
    mirror.closeAllConnections();
    await form.press("Train");
    await refusal.filter({ hasText: "mobilenet_v2.imagenet.safetensors" }).waitFor();
    assert.deepEqual(vscode.trainings(), []);
  },
  {
    prepare: fewImages,
    environment: {
      SEG_WEIGHTS_MIRROR: `http://127.0.0.1:${(mirror.address() as AddressInfo).port}`,
      XDG_CACHE_HOME: caches,
    },
  },
);
