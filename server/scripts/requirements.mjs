import { spawnSync } from "node:child_process";
import { dotnetEnvironment } from "./dotnet.mjs";
import { Failure } from "./failure.mjs";
import { root } from "./paths.mjs";

const getDotnet = `Seg needs the .NET 10 SDK. To install it for yourself, without any rights:
  curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0
  export PATH="$HOME/.dotnet:$PATH"    # in ~/.profile too, to keep it
On Ubuntu 24.04 or newer, as root: apt-get update && apt-get install -y dotnet-sdk-10.0`;

/** Throws a Failure that names the command to run where this machine lacks what Seg is built with. */
export function checkRequirements() {
  if (process.platform !== "linux" || process.arch !== "x64")
    throw new Failure(`Seg runs on 64-bit Linux (x64), WSL included; this is ${process.platform} ${process.arch}.`);
  if (Number(process.versions.node.split(".")[0]) < 20)
    throw new Failure(`Seg needs node 20 or newer; this is node ${process.versions.node}.`);

  // In our folder dotnet obeys global.json, so its answer is an SDK that can build this.
  const dotnet = spawnSync("dotnet", ["--version"], { cwd: root, env: dotnetEnvironment() });
  if (dotnet.error || dotnet.status !== 0) throw new Failure(getDotnet);
}
