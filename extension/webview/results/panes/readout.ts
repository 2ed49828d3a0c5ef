import { notLabelled } from "../../../shared/label/stroke";
import { type Mask, valueAt } from "../../../shared/picture/picture";
import { element } from "../../shared/element";
import type { Fetched } from "../../shared/signal";
import type { Session } from "../state/session";

/** What is under the pointer, in words. */
export function readout(session: Session): HTMLElement {
  const place = element("span", { class: "readout" });
  const show = () => (place.textContent = textOf(session));
  for (const signal of [session.hover, session.label, session.prediction]) signal.follow(show);
  return place;
}

function textOf(session: Session): string {
  const { hover, picture, label, prediction } = session;
  if (hover.value === null || picture.value.state !== "there") return "";
  const { width, height } = picture.value.value.picture;
  const [x, y] = [Math.floor(hover.value.x), Math.floor(hover.value.y)];
  if (x < 0 || y < 0 || x >= width || y >= height) return "";
  const predicted = wordsAt(session, "predicted", prediction.value, x, y);
  const labelled = wordsAt(session, "labelled", label.value, x, y);
  return [`${x}, ${y}`, predicted, labelled].filter(Boolean).join(" · ");
}

function wordsAt({ classes }: Session, verb: string, mask: Fetched<Mask>, x: number, y: number): string {
  const value = mask.state === "there" ? valueAt(mask.value, x, y) : null;
  if (value === null) return "";
  return value === notLabelled ? `not ${verb}` : `${verb} ${classes.value[value]?.name ?? `class ${value}`}`;
}
