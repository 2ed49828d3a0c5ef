import type { ChannelContrast } from "../../../shared/protocol";
import type { Picture } from "../../../shared/picture/picture";
import type { Client } from "../state/client";
import type { Session } from "../state/session";

/** So many channels are fetched at a time. */
const perSheet = 48;
/** The longer side of a tile in pixels. */
const side = 96;

/** A sheet of tiles, and which of them is meant. */
export interface PlacedTile {
  readonly picture: Picture;
  readonly place: number;
  readonly count: number;
}

/** The pictures of a layer's channels, fetched by the sheet as they come into view. */
export class TileSheets {
  #layer = "";
  #numbers: readonly number[] = [];
  #contrast: ChannelContrast = "each";
  #sheets = new Map<number, Promise<Picture | null>>();

  constructor(
    readonly session: Session,
    readonly client: Client,
  ) {}

  /** From here on it is about these channels in this order. */
  begin(layer: string, numbers: readonly number[], contrast: ChannelContrast): void {
    this.#layer = layer;
    this.#numbers = numbers;
    this.#contrast = contrast;
    this.#sheets = new Map();
  }

  /** The tile at a place of the order; null: it cannot be had. */
  async at(place: number): Promise<PlacedTile | null> {
    const number = Math.floor(place / perSheet);
    const numbers = this.#numbers.slice(number * perSheet, (number + 1) * perSheet);
    const sheet = this.#sheets.get(number) ?? this.#fetch(numbers);
    this.#sheets.set(number, sheet);
    const picture = await sheet;
    return picture && { picture, place: place % perSheet, count: numbers.length };
  }

  async #fetch(channels: readonly number[]): Promise<Picture | null> {
    const { subject, image } = this.session;
    const of = { model: subject.value.model, image: image.value ?? "" };
    const params = { of, layer: this.#layer, channels, contrast: this.#contrast, side };
    try {
      const drawn = await this.client.ask("explain/channelTiles", params);
      return (await this.client.load(drawn)).picture;
    } catch {
      return null; // why is shown with the layers, which cannot be read either
    }
  }
}
