import type { ImagePoint } from "../../../shared/protocol";
import type { Mask } from "../../../shared/picture/picture";
import type { Fetched } from "../../shared/fetched";

/** The class that is predicted at a place; null: it is beside the picture, or nothing is known yet. */
export function classAt(mask: Fetched<Mask>, { x, y }: ImagePoint): number | null {
  if (mask.state !== "there") return null;
  const { width, height, values } = mask.value;
  const [column, line] = [Math.floor(x), Math.floor(y)];
  if (column < 0 || line < 0 || column >= width || line >= height) return null;
  return values[line * width + column] ?? null;
}
