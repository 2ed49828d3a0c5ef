#!/usr/bin/env node
// Speaks as the server does, and misbehaves as it is asked to in the environment and in the requests.
const fs = require("node:fs");
const rpc = require("vscode-jsonrpc/node");

const { FAKE_STARTS, FAKE_END } = process.env;
fs.appendFileSync(FAKE_STARTS, `${process.pid} ${process.argv.slice(2).join(" ")}\n`);
if (FAKE_END === "atOnce") process.exit(7);

const connection = rpc.createMessageConnection(
  new rpc.StreamMessageReader(process.stdin),
  new rpc.StreamMessageWriter(process.stdout),
);
let isGreeted = false;
connection.onRequest("session/hello", ({ protocol }) => {
  if (FAKE_END === "protocol") throw new rpc.ResponseError(-32000, "Too old.", { code: "session.protocol" });
  isGreeted = true;
  process.stderr.write("hello said\nand more\n");
  return { protocol, version: "1.2.3", device: "CPU, 2 cores", memoryBytes: 2 ** 34 };
});
connection.onRequest("dataset/read", ({ folder }, token) => {
  if (!isGreeted) throw new Error("hello comes first");
  switch (folder) {
    case "missing":
      throw new rpc.ResponseError(-32000, "There is no folder missing.", { code: "dataset.missing" });
    case "fault":
      throw new rpc.ResponseError(-32603, "This is a fault of Seg.");
    case "kill":
      return process.kill(process.pid, "SIGKILL");
    case "wait":
      return new Promise((_, reject) =>
        token.onCancellationRequested(() => reject(new rpc.ResponseError(-32800, "Cancelled."))),
      );
    default:
      return { folder };
  }
});
connection.onRequest("predict/rank", async ({ model, progress }) => {
  const total = Number(model);
  for (let done = 1; done <= total; done++) {
    await connection.sendProgress(new rpc.ProgressType(), progress, { done, total });
    await new Promise((resolve) => setTimeout(resolve, 5)); // so that two that are asked for overlap
  }
  return { model, images: [] };
});
connection.onClose(() => {
  if (FAKE_END !== "never") process.exit(0);
});
if (FAKE_END === "never") {
  process.on("SIGTERM", () => fs.appendFileSync(FAKE_STARTS, "SIGTERM\n"));
  setInterval(() => undefined, 1000);
}
connection.listen();
