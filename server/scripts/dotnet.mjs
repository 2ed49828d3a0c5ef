import fs from "node:fs";
import path from "node:path";

/** The environment in which dotnet and our programs run. */
export function dotnetEnvironment(environment = process.env) {
  return {
    ...environment,
    ...dotnetRoot(environment),
    DOTNET_NOLOGO: "1",
    DOTNET_CLI_TELEMETRY_OPTOUT: "1",
    // The SDK then starts where libicu is not installed.
    DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: "1",
    // Servers that outlive a build would keep our output pipe open.
    DOTNET_CLI_USE_MSBUILD_SERVER: "0",
    MSBUILDDISABLENODEREUSE: "1",
    UseSharedCompilation: "false",
    // Programs that end after seconds pay for measuring what to optimise, and end before it helps.
    DOTNET_TieredPGO: "0",
  };
}

/** A built program looks for .NET in the system's folders only; an SDK in the home folder is found through PATH. */
function dotnetRoot(environment) {
  if (environment.DOTNET_ROOT) return {};
  for (const folder of (environment.PATH ?? "").split(path.delimiter)) {
    const dotnet = path.join(folder, "dotnet");
    if (!fs.existsSync(dotnet)) continue;
    const home = path.dirname(fs.realpathSync(dotnet));
    return fs.existsSync(path.join(home, "host/fxr")) ? { DOTNET_ROOT: home } : {};
  }
  return {};
}
