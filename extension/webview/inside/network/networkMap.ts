import type { LayerShape, LayersResult } from "../../../shared/protocol";
import { colorLevels } from "../../../shared/view/colorMap";
import { element } from "../../shared/element";
import { rove, stopAt } from "../../shared/rover";
import { textButton } from "../../shared/control";
import type { Session } from "../state/session";
import { drawTile } from "../state/pixels";
import { countText, shapeText, shortName, levelsOf } from "../state/layers";
import { SkipLines } from "./skipLines";

/** The network as a map: the encoder goes down on the left, the decoder comes up on the right. */
export class NetworkMap {
  readonly element: HTMLElement;
  readonly #map = element("div", { class: "network-map", role: "group", "aria-label": "Layers" });
  readonly #note = element("p", { class: "note", role: "status" });
  readonly #lines = new SkipLines(this.#map);
  #boxes = new Map<string, HTMLButtonElement>();
  /** The name of the layer that was brought into view last. */
  #shown: string | undefined;

  constructor(readonly session: Session) {
    const heads = element(
      "div",
      { class: "network-heads" },
      element("h2", {}, "Encoder"),
      element("h2", {}, "Decoder"),
    );
    const again = textButton("Try Again", "secondary", () => session.again());
    const parts = [heads, this.#map, this.#note, again];
    this.element = element("section", { class: "network", "aria-label": "Network" }, ...parts);
    // In the order of the forward pass, however they lie on the map.
    rove(this.#map, "button", "vertical");
    session.layers.follow((layers) => {
      this.#note.textContent =
        layers.state === "waiting" ? "Reading the layers…" : layers.state === "failed" ? layers.message : "";
      again.hidden = layers.state !== "failed";
      this.#map.hidden = layers.state === "failed";
      if (layers.state === "there") this.#show(layers.value);
    });
    for (const signal of [session.thumbnails, session.view]) signal.follow(() => this.#mark());
    session.thumbnails.follow(() => this.#draw());
  }

  #show(layers: LayersResult): void {
    const hadFocus = this.#map.contains(document.activeElement);
    this.#boxes = new Map(layers.layers.map((layer) => [layer.name, this.#boxOf(layer, layers)]));
    const levels = levelsOf(layers.layers);
    const column = (side: "down" | "up") =>
      levels.map((level, i) => {
        const boxes = level[side].map(({ name }) => this.#boxes.get(name) ?? "");
        const cell = element("div", { class: side }, ...boxes);
        cell.style.gridRow = String(i + 1);
        return cell;
      });
    this.#map.replaceChildren(...column("down"), ...column("up").reverse());
    this.#lines.show(layers, this.#boxes);
    this.#mark();
    if (hadFocus) this.#boxes.get(this.session.layer?.name ?? "")?.focus();
  }

  #boxOf(layer: LayerShape, { thumbnailsEach }: LayersResult): HTMLButtonElement {
    const parameters = `${layer.parameters.toLocaleString()} parameters`;
    const thumbnails = Array.from({ length: thumbnailsEach }, () => element("canvas", { class: "thumbnail" }));
    const box = element(
      "button",
      {
        type: "button",
        class: "layer",
        "data-layer": layer.name,
        title: `${layer.name}: ${layer.kind}, ${shapeText(layer)}, ${parameters}`,
      },
      element("span", { class: "name" }, shortName(layer), spoken(`, ${layer.part}, ${layer.kind}, `)),
      element("span", { class: "shape" }, shapeText(layer), spoken(", ")),
      element("span", { class: "thumbnails" }, ...thumbnails),
      element("span", { class: "parameters" }, countText(layer.parameters), spoken(" parameters")),
    );
    box.addEventListener("click", () => this.session.lookAt(layer.name));
    return box;
  }

  #mark(): void {
    const shown = this.session.layer?.name;
    for (const [name, box] of this.#boxes) {
      if (name === shown) box.setAttribute("aria-current", "true");
      else box.removeAttribute("aria-current");
    }
    const box = this.#boxes.get(shown ?? "");
    stopAt([...this.#boxes.values()], box);
    if (shown === this.#shown) return;
    this.#shown = shown;
    box?.scrollIntoView({ block: "nearest" });
  }

  #draw(): void {
    const { thumbnails, layers } = this.session;
    if (thumbnails.value.state !== "there" || layers.value.state !== "there") return;
    const { picture } = thumbnails.value.value;
    const canvases = [...this.#map.querySelectorAll("canvas")];
    const { layers: all, thumbnailsEach } = layers.value.value;
    const colors = colorLevels("viridis");
    all.forEach(({ name }, at) => {
      const own = this.#boxes.get(name)?.querySelectorAll("canvas") ?? [];
      [...own].forEach((canvas, i) => drawTile(canvas, picture, at * thumbnailsEach + i, canvases.length, colors));
    });
  }
}

/** What the place on the map shows to those who see it. */
function spoken(text: string): HTMLElement {
  return element("span", { class: "spoken" }, text);
}
