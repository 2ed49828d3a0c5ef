import { toImage } from "../../shared/view/viewport";
import type { PaneGrid } from "../shared/panes/paneGrid";
import { followKeys } from "../shared/panes/viewCommands";
import type { Session } from "./state/session";

interface Keyed {
  readonly session: Session;
  readonly grid: PaneGrid;
  /** Forgets what is being drawn. */
  readonly cancel: () => void;
  readonly save: () => void;
}

/** The keyboard of this page: through the images, and what is done with the views of the network's tab. */
export function followInsideKeys({ session, grid, cancel, save }: Keyed): void {
  const { navigation } = grid;
  followKeys(grid.element, navigation, {
    everywhere: {
      A: () => session.go(-1),
      D: () => session.go(1),
    },
    inFront: {
      O: () => session.change({ isOutlined: !session.view.value.isOutlined }),
      S: save,
      Escape: () => {
        cancel();
        session.change({ channel: null });
      },
    },
    // What is in the middle of the view stands for a click, and all of the view for a line around a region.
    onViews: { Enter: () => chooseMiddle() },
  });

  function chooseMiddle(): void {
    const { width, height } = navigation.screen();
    const { value } = session.viewport;
    const { target } = session.view.value;
    if (target === "object" || target === "pixel") session.chooseAt(toImage(value, width / 2, height / 2));
    if (target !== "region") return;
    const corners = [0, width].flatMap((x) => (x === 0 ? [0, height] : [height, 0]).map((y) => toImage(value, x, y)));
    session.chooseRegion(corners);
  }
}
