import { colorMapTitles } from "../../../shared/view/colorMap";
import { heatmapMethods, type HeatmapMethod, type TargetKind } from "../../../shared/protocol";
import { choice } from "../../shared/choice";
import { checkbox, iconButton, slider } from "../../shared/control";
import { element } from "../../shared/element";
import type { PictureNavigation } from "../../shared/navigation";
import { zoomButtons } from "../../shared/panes/viewCommands";
import { select } from "../../shared/select";
import type { Session } from "../state/session";
import type { Against } from "../state/view";
import { readout } from "./readout";

const targets: readonly (readonly [TargetKind, string])[] = [
  ["class", "Whole class"],
  ["object", "Object"],
  ["region", "Region"],
  ["pixel", "Pixel"],
];

/** What is explained and how, what it is held against, and how it is drawn. */
export function viewToolbar(session: Session, navigation: PictureNavigation, save: () => void): HTMLElement {
  const method = select("Method", (value) => session.change({ method: value as HeatmapMethod, channel: null }));
  method.options(
    Object.entries(heatmapMethods).map(([key, { label, isSlow }]) => [key, isSlow ? `${label} (slow)` : label]),
  );
  const shown = select("Class", (value) => session.change({ class: Number(value), channel: null }));
  const target = choice("Explain", targets, (kind) => session.change({ target: kind, points: [], channel: null }));
  const against = select("Side by side", (value) => session.change({ against: JSON.parse(value) as Against }));
  const colors = select("Colours", (value) => session.change({ colors: value as (typeof colorMapTitles)[number][0] }));
  colors.options(colorMapTitles);
  const opacity = slider({ label: "Opacity", min: 0, max: 1, step: 0.05 }, (value) =>
    session.change({ opacity: value }),
  );
  const outlined = checkbox("Prediction", (isOutlined) => session.change({ isOutlined }));
  outlined.row.title = "Outlines of what is predicted (O)";

  const fill = () => {
    const { layers, subject, view } = session;
    const classes = layers.value.state === "there" ? layers.value.value.classes : [];
    shown.options(classes.map(({ name }, index) => [String(index), name]));
    const others = subject.value.models.filter((model) => model !== subject.value.model);
    against.options([
      [JSON.stringify({ kind: "nothing" }), "Nothing"],
      ...classes.map(({ name }, index) => [JSON.stringify({ kind: "class", class: index }), `Class ${name}`] as const),
      ...others.map((model) => [JSON.stringify({ kind: "model", model }), `Model ${model}`] as const),
    ]);
    show(view.value);
  };
  const show = (view: Session["view"]["value"]) => {
    method.show(view.method);
    shown.show(String(view.class));
    target.show(view.target);
    target.row.hidden = !heatmapMethods[view.method].needsPixels;
    against.show(JSON.stringify(view.against));
    colors.show(view.colors);
    opacity.show(view.opacity, `${Math.round(view.opacity * 100)} %`);
    outlined.input.checked = view.isOutlined;
  };
  for (const signal of [session.layers, session.subject]) signal.follow(fill);
  session.view.follow(show);
  return element(
    "div",
    { class: "toolbar" },
    method.row,
    shown.row,
    target.row,
    against.row,
    colors.row,
    opacity.row,
    outlined.row,
    zoomButtons(
      navigation,
      "Zoom and save",
      iconButton({ icon: "codicon-save", title: "Save as PNG", key: "S" }, save),
    ),
    readout(session),
  );
}
