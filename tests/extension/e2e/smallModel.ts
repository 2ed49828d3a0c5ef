import { execFileSync } from "node:child_process";
import path from "node:path";
import { fewImages } from "./training";

const launcher = path.join(import.meta.dirname, "../../../server/scripts/seg.mjs");

/** Runs the command line. */
export function seg(...words: readonly string[]): void {
  execFileSync(process.execPath, [launcher, ...words], { stdio: "pipe" });
}

/** Leaves four labelled images, and a model "tiny" that has hardly learned anything from them. */
export function smallModel(folder: string): void {
  fewImages(folder);
  const small = ["--encoder", "plain", "--weights", "none", "--epochs", "1", "--steps-per-epoch", "3"];
  seg("train", folder, "--name", "tiny", ...small, "--batch", "1", "--crop", "32", "--threads", "1");
}
