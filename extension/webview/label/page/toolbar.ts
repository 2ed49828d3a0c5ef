import { largestBrush, type Session } from "../state/session";
import { toolLooks } from "../tools/tool";
import { iconButton, setPressed, slider } from "../../shared/control";
import { element } from "../../shared/element";
import { rove, stopAt } from "../../shared/rover";

/** The tools, what the chosen one can be set to, and the ways to other images. */
export function toolbar(session: Session, panel: HTMLElement, help: () => void): HTMLElement {
  const { settings } = session;
  const tools = toolLooks.map((look) => iconButton(look, () => settings.change({ tool: look.name })));
  const keeps = iconButton({ icon: "codicon-lock", title: "Keep existing labels", key: "K" }, () =>
    settings.change({ keepsLabels: !session.preferences.keepsLabels }),
  );
  const size = slider({ label: "Size", min: 0, max: 1 }, (share) =>
    settings.change({ brushRadius: widthAt(share) / 2 }),
  );
  const tolerance = slider({ label: "Tolerance", min: 0, max: 0.5, step: 0.005 }, (value) =>
    settings.change({ tolerance: value }),
  );
  const suggest = iconButton({ icon: "codicon-sparkle", title: "Get labels from a model", key: "G" }, () =>
    session.suggest(),
  );
  const hint = element("span", { class: "hint" });
  settings.now.follow((now) => {
    toolLooks.forEach(({ name }, i) => tools[i] && setPressed(tools[i], name === now.tool));
    setPressed(keeps, now.keepsLabels);
    size.row.hidden = now.tool !== "brush" && now.tool !== "eraser";
    tolerance.row.hidden = now.tool !== "wand";
    size.show(shareOf(now.brushRadius * 2), `${now.brushRadius * 2} px`);
    tolerance.show(now.tolerance, `${Number((now.tolerance * 100).toFixed(1))} %`);
    hint.textContent = toolLooks.find(({ name }) => name === now.tool)?.hint ?? "";
  });
  const bar = element(
    "div",
    { class: "toolbar", role: "toolbar", "aria-label": "Drawing" },
    element("div", { class: "group", role: "group", "aria-label": "Tools" }, ...tools),
    element("div", { class: "group" }, keeps, suggest),
    stateButtons(session),
    size.row,
    tolerance.row,
    hint,
    element("div", { class: "group end" }, pages(session), ...viewButtons(session, panel), images(session)),
    iconButton({ icon: "codicon-question", title: "Keys", key: "?" }, help),
  );
  rove(bar, "button", "horizontal");
  stopAt([...bar.querySelectorAll("button")], tools[0]);
  return bar;
}

/** How far the labels are, and what can be said about it. */
function stateButtons(session: Session): HTMLElement {
  const none = iconButton({ icon: "codicon-circle-slash", title: "No objects here" }, () =>
    session.mark(session.state.value === "noObjects" ? "inProgress" : "noObjects"),
  );
  const remove = iconButton({ icon: "codicon-trash", title: "Remove labels" }, () => session.mark("notLabelled"));
  const done = iconButton({ icon: "codicon-pass", title: "Done: all objects are labelled", key: "Enter" }, () =>
    session.mark(session.state.value === "done" ? "inProgress" : "done"),
  );
  session.state.follow((state) => {
    setPressed(done, state === "done");
    setPressed(none, state === "noObjects");
    remove.setAttribute("aria-disabled", String(state === "notLabelled"));
  });
  return element("div", { class: "group", role: "group", "aria-label": "State of the labels" }, done, none, remove);
}

function viewButtons({ settings }: Session, panel: HTMLElement): HTMLElement[] {
  const eye = iconButton({ icon: "codicon-eye", title: "Show labels", key: "V" }, () =>
    settings.change({ isOverlayShown: !settings.now.value.isOverlayShown }),
  );
  const view = iconButton({ icon: "codicon-settings", title: "View: contrast, opacity, zoom" }, () => {
    panel.hidden = !panel.hidden;
    view.setAttribute("aria-expanded", String(!panel.hidden));
  });
  view.setAttribute("aria-expanded", "false");
  panel.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    view.click();
    view.focus();
  });
  view.setAttribute("aria-controls", panel.id);
  settings.now.follow(({ isOverlayShown }) => {
    setPressed(eye, isOverlayShown);
    eye.firstElementChild?.classList.toggle("codicon-eye-closed", !isOverlayShown);
    eye.firstElementChild?.classList.toggle("codicon-eye", isOverlayShown);
  });
  return [eye, view];
}

/** Goes through the images of the folder, or the pages of a stack. */
function stepper(
  what: "image" | "page",
  steps: readonly [back: () => void, on: () => void],
  keys: readonly [back: string, on: string],
) {
  const icons = what === "image" ? (["codicon-chevron-left", "codicon-chevron-right"] as const) : upAndDown;
  const back = iconButton({ icon: icons[0], title: `Previous ${what}`, key: keys[0] }, steps[0]);
  const on = iconButton({ icon: icons[1], title: `Next ${what}`, key: keys[1] }, steps[1]);
  const where = element("span", { class: "place" });
  return {
    row: element("div", { class: "group" }, back, where, on),
    show(index: number, count: number, title: string): void {
      where.textContent = count > 0 ? `${index} / ${count}` : "";
      where.title = title;
      back.setAttribute("aria-disabled", String(index <= 1));
      on.setAttribute("aria-disabled", String(index >= count));
    },
  };
}

const upAndDown = ["codicon-chevron-up", "codicon-chevron-down"] as const;

function images(session: Session): HTMLElement {
  const steps = stepper("image", [() => session.go("previous"), () => session.go("next")], ["A", "D"]);
  session.place.follow((place) => {
    if (place) steps.show(place.index, place.count, `Image ${place.index} of ${place.count}`);
    else steps.show(0, 0, "");
  });
  return steps.row;
}

function pages(session: Session): HTMLElement {
  const keys = ["PageUp", "PageDown"] as const;
  const steps = stepper("page", [() => session.turnPage(-1), () => session.turnPage(1)], keys);
  session.picture.follow((loaded) => {
    steps.row.hidden = !loaded || loaded.pages < 2;
    if (loaded) steps.show(loaded.page, loaded.pages, `Page ${loaded.page} of ${loaded.pages}`);
  });
  return steps.row;
}

/** Where a width stands on the slider: small ones, where a pixel matters, have more room. */
function shareOf(width: number): number {
  return Math.log(width) / Math.log(largestBrush);
}

function widthAt(share: number): number {
  return Math.max(1, Math.round(largestBrush ** share));
}
