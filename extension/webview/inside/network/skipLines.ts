import type { LayersResult } from "../../../shared/protocol";

const svgNamespace = "http://www.w3.org/2000/svg";

/** Draws what goes from the encoder to the decoder: the skip connections, and the way through the bottom. */
export class SkipLines {
  readonly #svg = document.createElementNS(svgNamespace, "svg");
  #ways: readonly (readonly [from: HTMLElement, to: HTMLElement, kind: string])[] = [];

  constructor(readonly map: HTMLElement) {
    this.#svg.setAttribute("class", "skips");
    this.#svg.setAttribute("aria-hidden", "true");
    new ResizeObserver(() => this.#draw()).observe(map);
  }

  show({ layers, skips, bottleneck }: LayersResult, boxes: ReadonlyMap<string, HTMLElement>): void {
    const first = layers.find(({ part }) => part === "decoder");
    const ways = [
      ...skips.map(({ from, to }) => [from, to, "skip"] as const),
      ...(first ? [[bottleneck, first.name, "bottom"] as const] : []),
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
        const [a, b] = [from.getBoundingClientRect(), to.getBoundingClientRect()];
        const [x1, y1] = [a.right - left, a.top + a.height / 2 - top];
        const [x2, y2] = [b.left - left, b.top + b.height / 2 - top];
        const bend = (x1 + x2) / 2;
        const path = document.createElementNS(svgNamespace, "path");
        path.setAttribute("class", kind);
        path.setAttribute("d", `M${x1} ${y1}C${bend} ${y1} ${bend} ${y2} ${x2} ${y2}`);
        return path;
      }),
    );
  }
}
