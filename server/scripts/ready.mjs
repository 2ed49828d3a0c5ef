import fs from "node:fs";
import path from "node:path";
import { wantsCuda } from "./cuda.mjs";
import { Failure } from "./failure.mjs";
import { fingerprint } from "./fingerprint.mjs";
import { locked } from "./lock.mjs";
import { projects, root, seg } from "./paths.mjs";
import { checkRequirements } from "./requirements.mjs";
import { stage } from "./stage.mjs";

const lockFile = path.join(root, "server/obj/ready.lock");
const stampFile = path.join(root, "server/obj/ready.json");

/** Builds Seg where anything changed since the last time; says on stderr what it does, and nothing where all is done. */
export async function makeReady() {
  if (isReady()) return;
  checkRequirements();
  await locked(lockFile, async () => {
    if (!isReady()) await build(); // another process may have built it while this one waited
  });
}

function isReady() {
  const stamp = readStamp();
  return (
    stamp?.fingerprint !== undefined &&
    fs.existsSync(seg) &&
    stamp.cuda === wantsCuda(stamp.cuda) &&
    stamp.fingerprint === fingerprint(root)
  );
}

async function build() {
  const last = readStamp();
  const isBuiltForCuda = last?.fingerprint !== undefined && last.cuda;
  const stamp = { fingerprint: fingerprint(root), cuda: wantsCuda(isBuiltForCuda) };
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
