import type { Navigation } from "../drawing/navigation";
import type { Channel } from "../../../shared/view/drawPicture";
import type { LoadedPicture } from "../../shared/picture/pictureLoader";
import type { Session } from "../state/session";
import { checkbox, slider } from "../../shared/control";
import { element } from "../../shared/element";
import { zoomButtons } from "../../shared/panes/viewCommands";
import { choice } from "../../shared/choice";

const contrastKinds = [
  ["auto", "Auto"],
  ["full", "Full range"],
  ["manual", "Manual"],
] as const;

const channels: readonly (readonly [Channel, string])[] = [
  ["all", "All"],
  [0, "Red"],
  [1, "Green"],
  [2, "Blue"],
];

/** What is set seldom: how labels and picture are shown. */
export function viewPanel(session: Session, navigation: Navigation): HTMLElement {
  const panel = element("section", { id: "view-panel", class: "panel", "aria-label": "View", hidden: true });
  panel.append(
    labels(session),
    picture(session),
    element("fieldset", {}, element("legend", {}, "Zoom"), zoomButtons(navigation, "Zoom")),
  );
  return panel;
}

function labels({ settings }: Session): HTMLElement {
  const shown = checkbox("Show labels (V)", (isOverlayShown) => settings.change({ isOverlayShown }));
  const outlined = checkbox("Outlines only (O)", (isOutlined) => settings.change({ isOutlined }));
  const opacity = slider({ label: "Opacity", min: 0.05, max: 1, step: 0.05 }, (value) =>
    settings.change({ opacity: value }),
  );
  settings.now.follow((now) => {
    shown.input.checked = now.isOverlayShown;
    outlined.input.checked = now.isOutlined;
    opacity.show(now.opacity, `${Math.round(now.opacity * 100)} %`);
  });
  return element("fieldset", {}, element("legend", {}, "Labels"), shown.row, outlined.row, opacity.row);
}

function picture(session: Session): HTMLElement {
  const contrast = choice("Contrast", contrastKinds, (kind) => {
    const loaded = session.picture.value;
    if (!loaded) return;
    session.contrast.value = kind === "manual" ? { kind, contrast: session.shownContrast(loaded) } : { kind };
  });
  const byHand = (part: "black" | "white") => (value: number) => {
    const loaded = session.picture.value;
    if (!loaded) return;
    const { black, white } = session.shownContrast(loaded);
    // Black stays below white: the one that is not moved gives way.
    const least = (loaded.stretched.white - loaded.stretched.black) / 1000;
    const contrast =
      part === "black"
        ? { black: value, white: Math.max(white, value + least) }
        : { black: Math.min(black, value - least), white: value };
    session.contrast.value = { kind: "manual", contrast };
  };
  const black = slider({ label: "Black", min: 0, max: 1 }, byHand("black"));
  const white = slider({ label: "White", min: 0, max: 1 }, byHand("white"));
  const channel = choice("Channel", channels, (name) => {
    session.channel.value = name;
  });
  const show = () => {
    const loaded = session.picture.value;
    if (!loaded) return;
    const now = session.shownContrast(loaded);
    contrast.show(session.contrastChoice(loaded).kind);
    for (const [one, part] of [
      [black, "black"],
      [white, "white"],
    ] as const) {
      span(one.input, loaded);
      one.show(now[part], written(now[part]));
    }
    channel.row.hidden = loaded.picture.channels !== 3;
    channel.show(session.channel.value);
  };
  for (const signal of [session.picture, session.contrast, session.channel]) signal.follow(show);
  const legend = element("legend", {}, "Picture");
  return element("fieldset", {}, legend, contrast.row, black.row, white.row, channel.row);
}

/** From where to where a slider goes: around what there is, as a 16-bit picture seldom fills its 16 bits. */
function span(input: HTMLInputElement, { stretched, full, picture: { values } }: LoadedPicture): void {
  const isByte = values instanceof Uint8Array;
  const around = stretched.white - stretched.black;
  const min = isByte ? full.black : Math.max(full.black, stretched.black - around);
  const max = isByte ? full.white : Math.min(full.white, stretched.white + around);
  input.min = String(min);
  input.max = String(max);
  input.step = values instanceof Float32Array ? "any" : "1";
}

/** Short enough for its place. */
function written(value: number): string {
  if (Number.isInteger(value)) return String(value);
  const size = Math.abs(value);
  return size < 0.01 || size >= 10_000 ? value.toExponential(1) : value.toPrecision(3);
}
