import { isTextField, keyName } from "../../shared/keyName";
import type { PictureNavigation } from "../../shared/pictureNavigation";

const step = 1.25;
/** Of an arrow key, as a share of the view. */
const panned = 0.1;

/** The keyboard while a view is in front: wherever the focus is, and on the view itself the arrows. */
export function followViewKeys(view: HTMLElement, navigation: PictureNavigation, save: () => void): void {
  const pan = (x: number, y: number) => () => {
    const { width, height } = navigation.screen();
    navigation.pan(x * width * panned, y * height * panned);
  };
  const commands: Readonly<Record<string, () => void>> = {
    R: () => navigation.fit(),
    S: save,
    "+": () => navigation.zoom(step),
    "=": () => navigation.zoom(step),
    "-": () => navigation.zoom(1 / step),
    "Shift+1": () => navigation.hundredPercent(),
  };
  const arrows: Readonly<Record<string, () => void>> = {
    ArrowLeft: pan(1, 0),
    ArrowRight: pan(-1, 0),
    ArrowUp: pan(0, 1),
    ArrowDown: pan(0, -1),
  };
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTextField(event.target)) return;
    if (view.offsetParent === null) return; // behind another tab
    const name = keyName(event);
    const run = commands[name] ?? (event.target === view ? arrows[name] : undefined);
    if (!run) return;
    event.preventDefault();
    run();
  });
}
