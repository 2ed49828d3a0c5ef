import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { dotnetEnvironment } from "../../server/scripts/dotnet.mjs";
import { root } from "../../server/scripts/paths.mjs";

const patience = 120_000;

/**
 * What is published about weaknesses of the packages in use: printed at the end of the tests, and no failure, since a package
 * becomes no worse by what is known of it, and a machine may not reach those who know.
 */
export const advisories = {
  name: "advisories of packages",
  run: async () => [
    ...(await ask(
      "NuGet",
      "dotnet",
      ["list", "Seg.sln", "package", "--vulnerable", "--include-transitive", "--format", "json"],
      nugetAdvisories,
    )),
    ...(await ask("npm", "npm", ["audit", "--json"], npmAdvisories)),
  ],
};

async function ask(suite, command, args, read) {
  const note = (message) => ({ suite, name: "advisories", status: "note", message });
  try {
    return read(JSON.parse(await outputOf(command, args))).map(note);
  } catch (error) {
    return [note(`It could not be asked for advisories. ${error.message.split("\n")[0]}`)];
  }
}

/** What it printed, whatever its exit code: npm's is 1 where there are advisories. */
async function outputOf(command, args) {
  const options = { cwd: root, env: dotnetEnvironment(), timeout: patience, maxBuffer: 1e8 };
  try {
    return (await promisify(execFile)(command, args, options)).stdout;
  } catch (error) {
    if (error.stdout) return error.stdout;
    throw error;
  }
}

/** Each advisory once, of the report of `npm audit --json`. */
export function npmAdvisories({ vulnerabilities, message }) {
  if (vulnerabilities === undefined) throw new Error(message ?? "The answer has no advisories.");
  const found = Object.values(vulnerabilities).flatMap(({ name, via }) =>
    // A text names another package of the list, through which this one is affected.
    via
      .filter((cause) => typeof cause !== "string")
      .map(({ severity, title, url, range }) => `${name} ${range} (${severity}): ${title}, ${url}`),
  );
  return [...new Set(found)].sort();
}

/** Each advisory once, of the report of `dotnet list package --vulnerable --format json`. */
export function nugetAdvisories({ projects, problems }) {
  if (projects === undefined) throw new Error(problems?.[0]?.text ?? "The answer has no projects.");
  const packages = projects
    .flatMap(({ frameworks = [] }) => frameworks)
    .flatMap(({ topLevelPackages = [], transitivePackages = [] }) => [...topLevelPackages, ...transitivePackages]);
  const found = packages.flatMap(({ id, resolvedVersion, vulnerabilities = [] }) =>
    vulnerabilities.map(
      ({ severity, advisoryurl }) => `${id} ${resolvedVersion} (${severity.toLowerCase()}): ${advisoryurl}`,
    ),
  );
  return [...new Set(found)].sort();
}
