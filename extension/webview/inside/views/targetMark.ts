import type { ImagePoint, TargetKind } from "../../../shared/protocol";
import { type Viewport, toScreen } from "../../../shared/view/viewport";

const svgNamespace = "http://www.w3.org/2000/svg";

/** Draws the chosen pixels over a view: a cross at a point, or the line around a region. */
export class TargetMark {
  readonly element = document.createElementNS(svgNamespace, "svg");
  // Dark under light, so that it is seen on any picture.
  readonly #lines = ["under", "over"].map((name) => {
    const path = document.createElementNS(svgNamespace, "path");
    path.setAttribute("class", name);
    return path;
  });

  constructor() {
    this.element.setAttribute("class", "target");
    this.element.setAttribute("aria-hidden", "true");
    this.element.append(...this.#lines);
  }

  show(points: readonly ImagePoint[], kind: TargetKind, viewport: Viewport): void {
    const places = points.map(({ x, y }) => toScreen(viewport, x, y));
    const way =
      kind === "class"
        ? ""
        : kind === "region"
          ? `M${places.map(({ x, y }) => `${x} ${y}`).join("L")}Z`
          : places.map(cross).join("");
    for (const line of this.#lines) line.setAttribute("d", places.length === 0 ? "" : way);
  }
}

function cross({ x, y }: { readonly x: number; readonly y: number }): string {
  return `M${x - 9} ${y}h6M${x + 3} ${y}h6M${x} ${y - 9}v6M${x} ${y + 3}v6`;
}
