import { spawnSync } from "node:child_process";
import { Failure } from "./failure.mjs";

/**
 * Whether to build for CUDA: as SEG_CUDA says, else where nvidia-smi finds a working GPU.
 * A CUDA build stays one without asking nvidia-smi again, which can take a second.
 */
export function wantsCuda(isCudaNow) {
  const choice = process.env.SEG_CUDA;
  if (choice === "0" || choice === "1") return choice === "1";
  if (choice)
    throw new Failure(`SEG_CUDA is ${choice}; set it to 1 for the CUDA build, 0 for the CPU build, or unset it.`);
  return isCudaNow || spawnSync("nvidia-smi", ["--list-gpus"], { stdio: "ignore" }).status === 0;
}
