import { element } from "../../shared/element";
import type { Session } from "../state/session";

/** What is under the pointer, in words. */
export function readout(session: Session): HTMLElement {
  const place = element("span", { class: "readout" });
  const show = () => (place.textContent = textOf(session));
  for (const signal of [session.hover, session.mask, ...session.overlays]) signal.follow(show);
  return place;
}

function textOf(session: Session): string {
  const { hover, layers, overlays } = session;
  const at = hover.value;
  const predicted = at === null ? null : session.predictedAt(at);
  if (at === null || predicted === null || layers.value.state !== "there") return "";
  const [x, y] = [Math.floor(at.x), Math.floor(at.y)];
  const values = overlays.flatMap(({ value }) => {
    if (value?.state !== "there") return [];
    const { picture, low, high } = value.value;
    const level = picture.picture.values[y * picture.picture.width + x] ?? 0;
    return [numberText(low + ((high - low) * level) / 255)];
  });
  const name = layers.value.value.classes[predicted]?.name ?? `class ${predicted}`;
  return [`${x}, ${y}`, `predicted ${name}`, values.join(" | ")].filter(Boolean).join(" · ");
}

/** A number with as many digits as say something. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return "–";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e5 || size < 1e-3) return value.toExponential(1);
  return String(Number(value.toPrecision(3)));
}
