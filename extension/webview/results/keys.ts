import { isTextField, keyName } from "../shared/keyName";
import type { PictureNavigation } from "../shared/pictureNavigation";
import { canShow, paneTitles, switched } from "./panes/paneNames";
import type { Session } from "./session";

const step = 1.25;
/** Of an arrow key, as a share of the view. */
const panned = 0.1;

/** The keyboard, wherever on the page the focus is. Keys with Ctrl or Cmd are VS Code's. */
export function followKeys(session: Session, navigation: PictureNavigation, views: HTMLElement): void {
  const commands: Readonly<Record<string, () => void>> = {
    A: () => session.go(-1),
    D: () => session.go(1),
    R: () => navigation.fit(),
    O: () => session.change({ isOutlined: !session.view.value.isOutlined }),
    "+": () => navigation.zoom(step),
    "=": () => navigation.zoom(step),
    "-": () => navigation.zoom(1 / step),
    "Shift+1": () => navigation.hundredPercent(),
  };
  const arrows: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => pan(1, 0),
    ArrowRight: () => pan(-1, 0),
    ArrowUp: () => pan(0, 1),
    ArrowDown: () => pan(0, -1),
  };

  function pan(x: number, y: number): void {
    const { width, height } = navigation.screen();
    navigation.pan(x * width * panned, y * height * panned);
  }

  function switchPane(digit: number): void {
    const pane = paneTitles[digit - 1]?.[0];
    if (pane && canShow(pane, session.isLabelled))
      session.change({ panes: switched(session.view.value.panes, session.isLabelled, pane) });
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTextField(event.target)) return;
    const name = keyName(event);
    const digit = /^[1-6]$/.test(name) ? () => switchPane(Number(name)) : undefined;
    const arrow = event.target === views ? arrows[name] : undefined;
    const run = commands[name] ?? arrow ?? digit;
    if (!run) return;
    event.preventDefault();
    run();
  });
}
