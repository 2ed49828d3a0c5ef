import { stage } from "../../server/scripts/stage.mjs";

/** What the compilers do not say: types of TypeScript, rules and formats. Throws a Failure with all that is wrong. */
export async function check() {
  await stage("types", "npx", ["tsc", "-b"]);
  await stage("rules", "npx", ["eslint", "."]);
  await stage("format", "npx", ["prettier", "--check", "."]);
  await stage("format of C#", "dotnet", ["csharpier", "check", "server", "tests"]);
}
