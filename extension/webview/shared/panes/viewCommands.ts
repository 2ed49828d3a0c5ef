import { iconButton } from "../control";
import { element } from "../element";
import { isTextField, keyName } from "../keyName";
import type { PictureNavigation, ViewNavigation } from "../navigation";

/** Of one press of a key or button. */
const step = 1.25;
/** Of an arrow key, as a share of the view. */
const panned = 0.1;

/** What each key does, by its name (see {@link keyName}). */
type Commands = Readonly<Record<string, () => void>>;

interface Keys {
  /** Wherever on the page the focus is. */
  readonly everywhere?: Commands;
  /** As well, but only while the views are not behind another tab. */
  readonly inFront?: Commands;
  /** Only while the views have the focus. */
  readonly onViews?: Commands;
}

/** The keyboard of a page with views, with the keys that move and zoom them. Keys with Ctrl or Cmd are VS Code's. */
export function followKeys(views: HTMLElement, navigation: PictureNavigation, own: Keys): void {
  const pan = (x: number, y: number) => () => {
    const { width, height } = navigation.screen();
    navigation.pan(x * width * panned, y * height * panned);
  };
  const inFront: Commands = { ...zoomKeys(navigation), ...own.inFront };
  const onViews: Commands = {
    ArrowLeft: pan(1, 0),
    ArrowRight: pan(-1, 0),
    ArrowUp: pan(0, 1),
    ArrowDown: pan(0, -1),
    ...own.onViews,
  };
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTextField(event.target)) return;
    const name = keyName(event);
    const run =
      own.everywhere?.[name] ??
      (views.offsetParent === null ? undefined : inFront[name]) ??
      (event.target === views ? onViews[name] : undefined);
    if (!run) return;
    event.preventDefault();
    run();
  });
}

function zoomKeys(navigation: ViewNavigation): Commands {
  return {
    "+": () => navigation.zoom(step),
    "=": () => navigation.zoom(step),
    "-": () => navigation.zoom(1 / step),
    R: () => navigation.fit(),
    "Shift+1": () => navigation.hundredPercent(),
  };
}

/** The same as buttons, with others behind them. */
export function zoomButtons(navigation: ViewNavigation, name: string, ...more: readonly HTMLElement[]): HTMLElement {
  return element(
    "div",
    { class: "group", role: "group", "aria-label": name },
    iconButton({ icon: "codicon-zoom-out", title: "Zoom out", key: "-" }, () => navigation.zoom(1 / step)),
    iconButton({ icon: "codicon-zoom-in", title: "Zoom in", key: "+" }, () => navigation.zoom(step)),
    iconButton({ icon: "codicon-screen-full", title: "Whole picture", key: "R" }, () => navigation.fit()),
    iconButton({ icon: "oneToOne", title: "One to one", key: "Shift+1" }, () => navigation.hundredPercent()),
    ...more,
  );
}
