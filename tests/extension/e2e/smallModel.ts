import { execFileSync } from "node:child_process";
import path from "node:path";
import { discs } from "./discs";
import { fewImages } from "./training";

const launcher = path.join(import.meta.dirname, "../../../server/scripts/seg.mjs");

/** Runs the command line. */
export function seg(...words: readonly string[]): void {
  execFileSync(process.execPath, [launcher, ...words], { stdio: "pipe" });
}

const small = ["--encoder", "plain", "--weights", "none", "--batch", "1", "--crop", "32", "--threads", "1"];

/** Leaves four labelled images, and a model "tiny" that has hardly learned anything from them. */
export function smallModel(folder: string): void {
  fewImages(folder);
  seg("train", folder, "--name", "tiny", ...small, "--epochs", "1", "--steps-per-epoch", "3");
}

/** Makes the folder a dataset of bright discs on dark ground, and a model "tiny" that knows one from the other. */
export function discModel(folder: string): void {
  discs(folder);
  trainOnDiscs(folder);
}

/** Trains the model "tiny" until it knows discs from the ground. */
export function trainOnDiscs(folder: string): void {
  seg("train", folder, "--name", "tiny", ...small, "--epochs", "6", "--steps-per-epoch", "20");
}
