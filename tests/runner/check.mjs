import { Failure } from "../../server/scripts/failure.mjs";
import { attempt } from "../../server/scripts/stage.mjs";

/** What the compilers do not say, as jobs: types of TypeScript, rules and formats. */
export const checks = [
  check("types", "npx", ["tsc", "-b"]),
  check("rules", "npx", ["eslint", "."]),
  check("format", "npx", ["prettier", "--check", "."]),
  check("format of C#", "dotnet", ["csharpier", "check", "server", "tests"]),
];

function check(name, command, args) {
  return { name, run: async () => [{ suite: "checks", name, ...(await judge(command, args)) }] };
}

async function judge(command, args) {
  try {
    await attempt(command, args);
    return { status: "passed", message: "" };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { status: "failed", message: error.message };
  }
}
