import { keyName } from "../../shared/keyName";
import type { PictureNavigation } from "../../shared/pictureNavigation";

const step = 1.25;
/** Of an arrow key, as a share of the view. */
const panned = 0.1;

/** The keys of a view that has the focus; those of the page do not see them. */
export function followViewKeys(view: HTMLElement, navigation: PictureNavigation): void {
  const pan = (x: number, y: number) => () => {
    const { width, height } = navigation.screen();
    navigation.pan(x * width * panned, y * height * panned);
  };
  const commands: Readonly<Record<string, () => void>> = {
    ArrowLeft: pan(1, 0),
    ArrowRight: pan(-1, 0),
    ArrowUp: pan(0, 1),
    ArrowDown: pan(0, -1),
    R: () => navigation.fit(),
    "+": () => navigation.zoom(step),
    "=": () => navigation.zoom(step),
    "-": () => navigation.zoom(1 / step),
    "Shift+1": () => navigation.hundredPercent(),
  };
  view.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const run = commands[keyName(event)];
    if (!run) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  });
}
