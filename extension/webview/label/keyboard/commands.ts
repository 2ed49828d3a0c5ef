import { notLabelled } from "../../../shared/label/stroke";
import type { Navigation } from "../drawing/navigation";
import type { Session } from "../state/session";
import { toolLooks } from "../tools/tool";

export interface Command {
  /** As the browser names them, capitals for letters; `Shift+1` where the key alone means something else. */
  readonly keys: readonly string[];
  readonly title: string;
  readonly run: () => void;
}

export interface CommandGroup {
  readonly title: string;
  readonly commands: readonly Command[];
}

const step = 1.25;

/** All that has a key of its own. The list of keys that `?` shows is made of it. */
export function commandGroups(session: Session, navigation: Navigation, help: () => void): readonly CommandGroup[] {
  const { settings } = session;
  const toggle = (key: "keepsLabels" | "isOverlayShown" | "isOutlined") => () =>
    settings.change({ [key]: !session.preferences[key] });
  const tools = toolLooks.map(({ name, title, key }) => ({
    keys: [key],
    title,
    run: () => settings.change({ tool: name }),
  }));
  return [
    { title: "Tools", commands: tools },
    {
      title: "Drawing",
      commands: [
        { keys: ["[", ","], title: "Smaller brush", run: () => session.resizeBrush(-1) },
        { keys: ["]", "."], title: "Larger brush", run: () => session.resizeBrush(1) },
        { keys: ["K"], title: "Keep existing labels", run: toggle("keepsLabels") },
        { keys: ["U"], title: "Draw “not labelled”", run: () => session.pick(notLabelled) },
        { keys: ["Enter"], title: "Done: all objects are labelled", run: () => session.mark("done") },
        { keys: ["G"], title: "Get labels from a model", run: () => session.suggest() },
      ],
    },
    {
      title: "View",
      commands: [
        { keys: ["V"], title: "Show or hide labels", run: toggle("isOverlayShown") },
        { keys: ["O"], title: "Outlines or filled", run: toggle("isOutlined") },
        { keys: ["+", "="], title: "Zoom in", run: () => navigation.zoom(step) },
        { keys: ["-"], title: "Zoom out", run: () => navigation.zoom(1 / step) },
        { keys: ["R"], title: "Whole picture", run: () => navigation.fit() },
        { keys: ["Shift+1"], title: "One to one (100 %)", run: () => navigation.hundredPercent() },
        { keys: ["PageUp"], title: "Previous page of a stack", run: () => session.turnPage(-1) },
        { keys: ["PageDown"], title: "Next page of a stack", run: () => session.turnPage(1) },
      ],
    },
    {
      title: "Images",
      commands: [
        { keys: ["A"], title: "Previous image", run: () => session.go("previous") },
        { keys: ["D"], title: "Next image", run: () => session.go("next") },
        { keys: ["N"], title: "Next image without labels", run: () => session.go("nextUnlabelled") },
        { keys: ["?"], title: "This list of keys", run: help },
      ],
    },
  ];
}
