import { colorLevels } from "../../../shared/view/colorMap";
import { element } from "../../shared/element";
import { rove, stopAt } from "../../shared/rover";
import type { Client } from "../state/client";
import type { Session } from "../state/session";
import { numberText } from "../views/readout";
import { drawTile } from "../state/pixels";
import { sortedChannels } from "./channelOrder";
import { TileSheets } from "./tileSheets";

/** The channels of a layer as small pictures, however many there are: only those that are in view are fetched and drawn. */
export class ChannelGrid {
  readonly element = element("div", { class: "channels", role: "group", "aria-label": "Channels" });
  readonly #note = element("p", { class: "note", role: "status" });
  readonly #sheets: TileSheets;
  readonly #seen: IntersectionObserver;
  #tiles: readonly HTMLButtonElement[] = [];
  #shown = "";

  constructor(
    readonly session: Session,
    client: Client,
  ) {
    this.#sheets = new TileSheets(session, client);
    this.#seen = new IntersectionObserver((entries) => this.#see(entries), { root: this.element, rootMargin: "200px" });
    rove(this.element, "button", "horizontal");
    this.element.addEventListener("keydown", (event) => this.#goByRows(event));
    session.channels.follow(() => this.#show());
    session.view.follow(({ colors }, before) => {
      if (colors !== before.colors) this.#shown = "";
      this.#show();
      this.#mark();
    });
  }

  #show(): void {
    const { channels, view, layer, layers, image } = this.session;
    if (channels.value.state !== "there" || layers.value.state !== "there" || layer === null) {
      this.#shown = "";
      this.#tiles = [];
      this.#note.textContent = channels.value.state === "failed" ? channels.value.message : "Reading the channels…";
      this.element.replaceChildren(this.#note);
      return;
    }
    const { order, contrast, colors } = view.value;
    const shown = JSON.stringify([image.value, layer.name, order, contrast, colors, view.value.class]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    const figures = channels.value.value;
    const numbers = sortedChannels(figures, order);
    this.#sheets.begin(layer.name, numbers, contrast);
    this.#seen.disconnect();
    this.#tiles = numbers.map((number) => {
      const value = order === "number" ? "" : numberText(figures[number]?.[order] ?? 0);
      const tile = element(
        "button",
        { type: "button", class: "channel", "data-channel": number },
        element("canvas"),
        element("span", {}, element("span", { class: "spoken" }, "Channel "), String(number)),
        element("span", { class: "value" }, element("span", { class: "spoken" }, ", "), value),
      );
      tile.addEventListener("click", () => {
        const isShown = this.session.view.value.channel === number;
        this.session.change({ channel: isShown ? null : number });
      });
      return tile;
    });
    // Known before there are pictures, so that nothing moves when they come.
    this.element.style.setProperty("--shape", String(layers.value.value.width / layers.value.value.height));
    this.element.replaceChildren(...this.#tiles);
    for (const tile of this.#tiles) this.#seen.observe(tile);
    this.#mark();
  }

  #see(entries: readonly IntersectionObserverEntry[]): void {
    const levels = colorLevels(this.session.view.value.colors);
    for (const { target, isIntersecting } of entries) {
      const canvas = target.querySelector("canvas");
      if (canvas === null) continue;
      if (!isIntersecting) {
        // Without its pixels: there may be thousands.
        canvas.width = canvas.height = 0;
        continue;
      }
      const place = this.#tiles.indexOf(target as HTMLButtonElement);
      void this.#sheets.at(place).then((sheet) => {
        if (sheet === null || this.#tiles[place] !== target) return;
        drawTile(canvas, sheet.picture, sheet.place, sheet.count, levels);
      });
    }
  }

  #mark(): void {
    const { channel } = this.session.view.value;
    const shown = this.#tiles.find((tile) => tile.dataset["channel"] === String(channel));
    for (const tile of this.#tiles) tile.setAttribute("aria-pressed", String(tile === shown));
    stopAt(this.#tiles, shown);
  }

  /** Up and down by as many tiles as are in a row. */
  #goByRows(event: KeyboardEvent): void {
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const at = this.#tiles.indexOf(event.target as HTMLButtonElement);
    if (way === undefined || at < 0) return;
    event.preventDefault();
    const top = this.#tiles[0]?.offsetTop;
    const columns = this.#tiles.filter(({ offsetTop }) => offsetTop === top).length;
    const next = this.#tiles[at + way * columns];
    if (!next) return;
    stopAt(this.#tiles, next);
    next.focus();
  }
}
