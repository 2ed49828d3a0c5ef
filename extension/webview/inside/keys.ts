import { toImage } from "../../shared/view/viewport";
import { isTextField, keyName } from "../shared/keyName";
import type { PictureNavigation } from "../shared/pictureNavigation";
import type { Session } from "./session";

const step = 1.25;
/** Of an arrow key, as a share of the view. */
const panned = 0.1;

interface Keyed {
  readonly session: Session;
  readonly navigation: PictureNavigation;
  readonly views: HTMLElement;
  /** Forgets what is being drawn. */
  readonly cancel: () => void;
  readonly save: () => void;
}

/** The keyboard, wherever on the page the focus is. Keys with Ctrl or Cmd are VS Code's. */
export function followKeys({ session, navigation, views, cancel, save }: Keyed): void {
  const everywhere: Readonly<Record<string, () => void>> = {
    A: () => session.go(-1),
    D: () => session.go(1),
  };
  const commands: Readonly<Record<string, () => void>> = {
    R: () => navigation.fit(),
    O: () => session.change({ isOutlined: !session.view.value.isOutlined }),
    S: save,
    "+": () => navigation.zoom(step),
    "=": () => navigation.zoom(step),
    "-": () => navigation.zoom(1 / step),
    "Shift+1": () => navigation.hundredPercent(),
    Escape: () => {
      cancel();
      session.change({ channel: null });
    },
  };
  const arrows: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => pan(1, 0),
    ArrowRight: () => pan(-1, 0),
    ArrowUp: () => pan(0, 1),
    ArrowDown: () => pan(0, -1),
    // What is in the middle of the view stands for a click, and all of the view for a line around a region.
    Enter: () => chooseMiddle(),
  };

  function pan(x: number, y: number): void {
    const { width, height } = navigation.screen();
    navigation.pan(x * width * panned, y * height * panned);
  }

  function chooseMiddle(): void {
    const { width, height } = navigation.screen();
    const { value } = session.viewport;
    const { target } = session.view.value;
    if (target === "object" || target === "pixel") session.chooseAt(toImage(value, width / 2, height / 2));
    if (target !== "region") return;
    const corners = [0, width].flatMap((x) => (x === 0 ? [0, height] : [height, 0]).map((y) => toImage(value, x, y)));
    session.chooseRegion(corners);
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTextField(event.target)) return;
    const name = keyName(event);
    const isInFront = views.offsetParent !== null;
    const arrow = event.target === views ? arrows[name] : undefined;
    const run = everywhere[name] ?? (isInFront ? commands[name] : undefined) ?? arrow;
    if (!run) return;
    event.preventDefault();
    run();
  });
}
