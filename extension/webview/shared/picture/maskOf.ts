import type { Mask } from "../../../shared/results/difference";
import type { LoadedPicture } from "./loadedPicture";

/** A picture as what it is when it is a mask. */
export function maskOf({ picture: { width, height, channels, values } }: LoadedPicture): Mask {
  if (channels !== 1 || !(values instanceof Uint8Array)) throw new Error("The mask is not a gray picture of 8 bits.");
  return { width, height, values };
}
