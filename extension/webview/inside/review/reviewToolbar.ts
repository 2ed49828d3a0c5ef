import { choice } from "../../shared/choice";
import { iconButton } from "../../shared/control";
import { element } from "../../shared/element";
import type { PictureNavigation } from "../../shared/navigation";
import { zoomButtons } from "../../shared/panes/viewCommands";
import { post } from "../state/host";
import type { Outlined, ReviewSession, Shown } from "./reviewSession";

const shownTitles: readonly (readonly [Shown, string])[] = [
  ["errors", "Errors"],
  ["uncertainty", "Uncertainty"],
  ["nothing", "Nothing"],
];

const outlinedTitles: readonly (readonly [Outlined, string])[] = [
  ["label", "Label"],
  ["prediction", "Prediction"],
  ["none", "None"],
];

/** What is drawn over the picture. */
export function reviewToolbar(of: ReviewSession, navigation: PictureNavigation, save: () => void): HTMLElement {
  const shown = choice("Show", shownTitles, (value) => (of.shown.value = value));
  const outlined = choice("Outlines", outlinedTitles, (value) => (of.outlined.value = value));
  of.shown.follow((value) => shown.show(value));
  of.outlined.follow((value) => outlined.show(value));
  const edit = iconButton({ icon: "codicon-edit", title: "Open in the label editor" }, () => {
    const image = of.session.image.value;
    const region = of.place.value?.region;
    const rect = region ? { x: region.left, y: region.top, width: region.width, height: region.height } : null;
    if (image !== null) post({ type: "openLabel", image, rect });
  });
  return element(
    "div",
    { class: "toolbar" },
    shown.row,
    outlined.row,
    zoomButtons(
      navigation,
      "Zoom, save and edit",
      iconButton({ icon: "codicon-save", title: "Save as PNG", key: "S" }, save),
      edit,
    ),
  );
}
