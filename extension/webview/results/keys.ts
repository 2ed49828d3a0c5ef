import { followKeys } from "../shared/panes/viewCommands";
import type { PictureNavigation } from "../shared/navigation";
import { canShow, paneTitles, switched } from "./state/paneNames";
import type { Session } from "./state/session";

/** The keyboard of this page: through the images, and a digit for each view. */
export function followResultKeys(session: Session, navigation: PictureNavigation, views: HTMLElement): void {
  const digits = paneTitles.map(([pane], i) => {
    const change = () => {
      if (!canShow(pane, session.isLabelled)) return;
      session.change({ panes: switched(session.view.value.panes, session.isLabelled, pane) });
    };
    return [String(i + 1), change] as const;
  });
  followKeys(views, navigation, {
    everywhere: {
      A: () => session.go(-1),
      D: () => session.go(1),
      O: () => session.change({ isOutlined: !session.view.value.isOutlined }),
      ...Object.fromEntries(digits),
    },
  });
}
