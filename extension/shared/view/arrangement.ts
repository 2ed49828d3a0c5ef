import type { Size } from "../label/rect";

/**
 * In how many columns `count` views of an image are the largest.
 * @param head what each view needs of its height for its title
 */
export function columnsFor(count: number, image: Size, space: Size, head: number): number {
  let best = 1;
  let largest = 0;
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const scale = Math.min(space.width / columns / image.width, (space.height / rows - head) / image.height);
    // A little more is not worth another arrangement with places left empty.
    const isFull = count % columns === 0;
    if (scale <= largest * (isFull ? 1 : 1.1)) continue;
    best = columns;
    largest = scale;
  }
  return best;
}
