import type { LabelState } from "../../../shared/protocol";
import type { Session } from "../state/session";
import { element } from "../../shared/element";
import { icon } from "../../shared/icon";

/** In milliseconds. A busy host takes strokes late; one that is gone never does. */
const patience = 4000;

const stateWords: Record<LabelState, string> = {
  notLabelled: "Not labelled",
  inProgress: "In progress",
  done: "Done",
  noObjects: "No objects",
};

/** What is under the pointer, and where one is. The message is for everyone; screen readers hear it too. */
export function statusLine(session: Session): HTMLElement {
  const message = element("span", { class: "message", role: "status", "aria-live": "polite" });
  const [at, value, label, page, zoom, labelled] = ["at", "value", "label", "page", "zoom", "labelled"].map((name) =>
    element("span", { class: name }),
  ) as [HTMLElement, HTMLElement, HTMLElement, HTMLElement, HTMLElement, HTMLElement];
  session.message.follow((sentence) => (message.textContent = sentence));
  session.viewport.follow(({ scale }) => (zoom.textContent = percent(scale)));
  const state = element("span", { class: "state" });
  session.state.follow((now) => (state.textContent = stateWords[now]));
  session.place.follow((place) => {
    labelled.textContent = place ? `${place.labelled} of ${place.count} labelled` : "";
  });
  session.picture.follow((loaded) => {
    page.textContent = loaded && loaded.pages > 1 ? `Page ${loaded.page} of ${loaded.pages}` : "";
    value.classList.toggle("triple", loaded?.picture.channels === 3);
  });
  const show = () => {
    const { x, y } = pixelAt(session) ?? {};
    at.textContent = x === undefined ? "" : `${x}, ${y}`;
    value.textContent = x === undefined || y === undefined ? "" : valueAt(session, x, y);
    label.textContent = x === undefined || y === undefined ? "" : labelAt(session, x, y);
  };
  let frame = 0;
  const soon = () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      show();
    });
  };
  session.hover.follow(soon);
  session.viewport.follow(soon);
  session.waiting.follow(soon); // the label under the pointer may be another one
  return element(
    "footer",
    { class: "status" },
    unanswered(session),
    message,
    at,
    value,
    label,
    page,
    zoom,
    state,
    labelled,
  );
}

/** Says of a file that asks to be turned that it is not: many viewers do it, and a mask drawn there would lie otherwise. */
export function turningNotice({ picture }: Session): HTMLElement {
  const notice = element("p", { class: "turning", role: "status" });
  picture.follow((loaded) => {
    const orientation = loaded?.orientation ?? 1;
    notice.textContent =
      orientation === 1
        ? ""
        : `The file asks to be turned (orientation ${orientation}); Seg shows the pixels as stored, as scikit-image and ImageJ do.`;
  });
  return notice;
}

/** So that nobody draws on where nobody listens. */
function unanswered({ waiting }: Session): HTMLElement {
  const text = element("span");
  const warning = element("span", { class: "warning", role: "alert", hidden: true }, icon("codicon-warning"), text);
  let timer: number | undefined;
  waiting.follow((count) => {
    text.textContent = `VS Code is not responding. It has not received the last ${count === 1 ? "stroke" : `${count} strokes`} yet.`;
    if (count === 0) {
      clearTimeout(timer);
      timer = undefined;
      warning.hidden = true;
    } else timer ??= setTimeout(() => (warning.hidden = false), patience);
  });
  return warning;
}

function pixelAt({ hover, picture }: Session): { readonly x: number; readonly y: number } | null {
  if (!hover.value || !picture.value) return null;
  const x = Math.floor(hover.value.x);
  const y = Math.floor(hover.value.y);
  const { width, height } = picture.value.picture;
  return x >= 0 && y >= 0 && x < width && y < height ? { x, y } : null;
}

function valueAt({ picture }: Session, x: number, y: number): string {
  if (!picture.value) return "";
  const { width, channels, values } = picture.value.picture;
  const from = (y * width + x) * channels;
  const write = (value: number) => (values instanceof Float32Array ? value.toPrecision(5) : String(value));
  return [...values.subarray(from, from + channels)].map(write).join(" ");
}

function labelAt(session: Session, x: number, y: number): string {
  const mask = session.strokes.value?.mask;
  return mask && session.hasLabels ? session.className(mask.values[y * mask.width + x] ?? 0) : "";
}

function percent(scale: number): string {
  const share = scale * 100;
  return `${share < 10 ? share.toFixed(1) : Math.round(share)} %`;
}
