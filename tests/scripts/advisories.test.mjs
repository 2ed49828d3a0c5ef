import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import test from "node:test";
import { promisify } from "node:util";
import { dotnetEnvironment } from "../../server/scripts/dotnet.mjs";
import { root } from "../../server/scripts/paths.mjs";
import { npmAdvisories, nugetAdvisories } from "../runner/advisories.mjs";

test("npm's report gives each advisory once, and nothing where there is none", () => {
  const advisory = {
    source: 1096460,
    name: "semver",
    title: "semver vulnerable to Regular Expression Denial of Service",
    url: "https://github.com/advisories/GHSA-c2qf-rxjj-qqgw",
    severity: "high",
    range: ">=7.0.0 <7.5.2",
  };
  const report = {
    auditReportVersion: 2,
    vulnerabilities: {
      "@vscode/vsce": { name: "@vscode/vsce", severity: "high", via: ["semver"], range: "<=2.19.0" },
      semver: { name: "semver", severity: "high", via: [advisory, advisory], range: "7.0.0 - 7.5.1" },
    },
  };
  assert.deepEqual(npmAdvisories(report), [
    "semver >=7.0.0 <7.5.2 (high): semver vulnerable to Regular Expression Denial of Service, https://github.com/advisories/GHSA-c2qf-rxjj-qqgw",
  ]);
  assert.deepEqual(npmAdvisories({ auditReportVersion: 2, vulnerabilities: {} }), []);
});

test("NuGet's report gives each advisory once, of packages that are asked for and of those behind them", () => {
  const advisoryurl = "https://github.com/advisories/GHSA-5crp-9r3c-p9vr";
  const json = {
    id: "Newtonsoft.Json",
    resolvedVersion: "9.0.1",
    vulnerabilities: [{ severity: "High", advisoryurl }],
  };
  const image = {
    id: "SixLabors.ImageSharp",
    requestedVersion: "2.1.9",
    resolvedVersion: "2.1.9",
    vulnerabilities: [{ severity: "Moderate", advisoryurl: "https://github.com/advisories/GHSA-rxmq-m78w-7wmc" }],
  };
  const framework = { framework: "net10.0", topLevelPackages: [image], transitivePackages: [json] };
  const report = {
    version: 1,
    projects: [
      { path: "a.csproj" },
      { path: "b.csproj", frameworks: [framework] },
      { path: "c.csproj", frameworks: [framework] },
    ],
  };
  assert.deepEqual(nugetAdvisories(report), [
    "Newtonsoft.Json 9.0.1 (high): https://github.com/advisories/GHSA-5crp-9r3c-p9vr",
    "SixLabors.ImageSharp 2.1.9 (moderate): https://github.com/advisories/GHSA-rxmq-m78w-7wmc",
  ]);
  assert.deepEqual(nugetAdvisories({ version: 1, projects: [{ path: "a.csproj" }] }), []);
});

test("an answer that is no report is named as such", () => {
  const refusal = "405 Method Not Allowed - POST https://registry.npmjs.org/-/npm/v1/security/advisories/bulk";
  assert.throws(() => npmAdvisories({ message: refusal, statusCode: 405 }), { message: refusal });
  assert.throws(() => nugetAdvisories({ version: 1, problems: [{ text: "no such file" }] }), /no such file/);
});

test("an advisory that is new, or cannot be asked for, stops nobody's build", { timeout: 240_000 }, async (t) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "seg-advisories-"));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  const source = await advisorySource(t, "Spectre.Console");
  const properties = path.join(root, "Directory.Build.props");
  const write = (name, text) => fs.writeFileSync(path.join(folder, name), text);
  write("Directory.Build.props", `<Project><Import Project="${properties}" /></Project>`);
  write("Directory.Packages.props", fs.readFileSync(path.join(root, "Directory.Packages.props")));
  write(
    "a.csproj",
    `<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="Spectre.Console" /></ItemGroup></Project>`,
  );
  const restore = async (address) => {
    write(
      "nuget.config",
      `<configuration><auditSources><clear /><add key="a" value="${address}" allowInsecureConnections="true" /></auditSources></configuration>`,
    );
    const args = ["restore", "a.csproj", "--force", "-v:minimal"];
    const options = {
      cwd: folder,
      env: { ...dotnetEnvironment(), CI: "", NUGET_HTTP_CACHE_PATH: path.join(folder, "cache") },
    };
    return (await promisify(execFile)("dotnet", args, options)).stdout;
  };
  assert.match(await restore(source), /warning NU1903: Package 'Spectre\.Console' \S+ has a known high severity/);
  assert.match(await restore("http://127.0.0.1:9/index.json"), /warning NU1900/);
});

/** A source that knows one thing: every version of this package has a weakness of high severity. */
async function advisorySource(t, name) {
  const weakness = { [name.toLowerCase()]: [{ url: "https://example.org/a", severity: 2, versions: "(, 999.0.0)" }] };
  const server = http.createServer((request, response) => {
    const address = `http://${request.headers.host}`;
    const answers = {
      "/index.json": {
        version: "3.0.0",
        resources: [{ "@id": `${address}/weak`, "@type": "VulnerabilityInfo/6.7.0" }],
      },
      "/weak": [{ "@name": "base", "@id": `${address}/base`, "@updated": "2026-01-01T00:00:00Z" }],
      "/base": weakness,
    };
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answers[request.url]));
  });
  server.listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  t.after(() => server.close());
  return `http://127.0.0.1:${server.address().port}/index.json`;
}
