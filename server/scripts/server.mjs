import fs from "node:fs";
import path from "node:path";
import { wantsCuda } from "./cuda.mjs";
import { Failure } from "./failure.mjs";
import { serverFingerprint } from "./fingerprint.mjs";
import { projects, root, seg } from "./paths.mjs";
import { stage } from "./stage.mjs";

const stampFile = path.join(root, "server/obj/ready.json");

/** The program seg and the C# tests, built where anything changed since the last time. */
export const server = { isReady, make };

function isReady() {
  const stamp = readStamp();
  return (
    stamp?.fingerprint !== undefined &&
    fs.existsSync(seg) &&
    stamp.cuda === wantsCuda(stamp.cuda) &&
    stamp.fingerprint === serverFingerprint(root)
  );
}

async function make() {
  const last = readStamp();
  const isBuiltForCuda = last?.fingerprint !== undefined && last.cuda;
  const stamp = { fingerprint: serverFingerprint(root), cuda: wantsCuda(isBuiltForCuda) };
  if (last && last.cuda !== stamp.cuda) removeBuilt();
  writeStamp({ cuda: stamp.cuda }); // not ready yet, but from here on what is built is of this kind
  const device = `-p:SegCuda=${stamp.cuda}`;
  try {
    await stage("tools", "dotnet", ["tool", "restore"]);
    const size = stamp.cuda ? "3 GB" : "250 MB";
    await stage(last ? "packages" : `packages (${size}, unless they are on this machine)`, "dotnet", [
      ...["restore", "Seg.sln", device, "-v:quiet"],
    ]);
    await stage(stamp.cuda ? "build for CUDA" : "build", "dotnet", [
      ...["build", "Seg.sln", "-c", "Release", "--no-restore", device, "-v:quiet"],
    ]);
  } catch (error) {
    if (stamp.cuda && error instanceof Failure)
      error.message += "\nTo build without CUDA, set SEG_CUDA=0 and try again.";
    throw error;
  }
  writeStamp(stamp);
}

/** What the other kind of build left would be mixed into this one. */
function removeBuilt() {
  for (const project of projects())
    for (const folder of ["bin", "obj"]) fs.rmSync(path.join(project, folder), { recursive: true, force: true });
}

function writeStamp(stamp) {
  fs.writeFileSync(stampFile, JSON.stringify(stamp));
}

function readStamp() {
  try {
    return JSON.parse(fs.readFileSync(stampFile, "utf8"));
  } catch {
    return null;
  }
}
