import type { Rect } from "../../../shared/label/rect";
import type { LayersResult } from "../../../shared/protocol";

const svgNamespace = "http://www.w3.org/2000/svg";

type Kind = "chain" | "skip" | "bottom";

/** Draws the way through the network: from layer to layer, through the bottom, and the skip connections. */
export class SkipLines {
  readonly #svg = document.createElementNS(svgNamespace, "svg");
  #ways: readonly (readonly [from: HTMLElement, to: HTMLElement, kind: Kind])[] = [];

  constructor(readonly map: HTMLElement) {
    this.#svg.setAttribute("class", "skips");
    this.#svg.setAttribute("aria-hidden", "true");
    new ResizeObserver(() => this.#draw()).observe(map);
  }

  show({ layers, skips, bottleneck }: LayersResult, boxes: ReadonlyMap<string, HTMLElement>): void {
    const ways = [
      ...layers.slice(1).map(({ name }, i) => {
        const from = layers[i]?.name ?? "";
        return [from, name, from === bottleneck ? "bottom" : "chain"] as const;
      }),
      ...skips.map(({ from, to }) => [from, to, "skip"] as const),
    ];
    this.#ways = ways.flatMap(([from, to, kind]) => {
      const [start, end] = [boxes.get(from), boxes.get(to)];
      return start && end ? [[start, end, kind] as const] : [];
    });
    this.map.append(this.#svg);
    this.#draw();
  }

  #draw(): void {
    const { width, height, left, top } = this.map.getBoundingClientRect();
    this.#svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.#svg.style.height = `${height}px`;
    this.#svg.replaceChildren(
      ...this.#ways.map(([from, to, kind]) => {
        const path = document.createElementNS(svgNamespace, "path");
        path.setAttribute("class", kind);
        const [a, b] = [from, to].map((box) => {
          const { x, y, width: wide, height: high } = box.getBoundingClientRect();
          return { x: x - left, y: y - top, width: wide, height: high };
        }) as [Rect, Rect];
        path.setAttribute("d", kind === "chain" ? along(a, b) : across(a, b));
        return path;
      }),
    );
  }
}

/** From a box to the one above or below it. */
function along(a: Rect, b: Rect): string {
  const isDown = a.y < b.y;
  return `M${a.x + a.width / 2} ${isDown ? a.y + a.height : a.y}V${isDown ? b.y : b.y + b.height}`;
}

/** From the side of a box to one beside it. */
function across(a: Rect, b: Rect): string {
  const [x1, y1, x2, y2] = [a.x + a.width, a.y + a.height / 2, b.x, b.y + b.height / 2];
  return `M${x1} ${y1}C${(x1 + x2) / 2} ${y1} ${(x1 + x2) / 2} ${y2} ${x2} ${y2}`;
}
