import { largestBrush, type Session } from "../session";
import { toolLooks } from "../tools/names";
import { iconButton, setPressed, slider } from "./control";
import { element } from "./element";
import { rove, stopAt } from "./rover";

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
    element("div", { class: "group" }, keeps),
    size.row,
    tolerance.row,
    hint,
    element("div", { class: "group end" }, ...viewButtons(session, panel), ...imageButtons(session)),
    iconButton({ icon: "codicon-question", title: "Keys", key: "?" }, help),
  );
  rove(bar, "button", "horizontal");
  stopAt([...bar.querySelectorAll("button")], tools[0]);
  return bar;
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
  view.setAttribute("aria-controls", panel.id);
  settings.now.follow(({ isOverlayShown }) => {
    setPressed(eye, isOverlayShown);
    eye.firstElementChild?.classList.toggle("codicon-eye-closed", !isOverlayShown);
    eye.firstElementChild?.classList.toggle("codicon-eye", isOverlayShown);
  });
  return [eye, view];
}

function imageButtons(session: Session): HTMLElement[] {
  const before = iconButton({ icon: "codicon-chevron-left", title: "Previous image", key: "A" }, () =>
    session.go("previous"),
  );
  const after = iconButton({ icon: "codicon-chevron-right", title: "Next image", key: "D" }, () => session.go("next"));
  const where = element("span", { class: "place" });
  session.place.follow((place) => {
    where.textContent = place ? `${place.index} / ${place.count}` : "";
    where.title = place ? `Image ${place.index} of ${place.count}; ${place.labelled} labelled` : "";
    before.disabled = !place || place.index <= 1;
    after.disabled = !place || place.index >= place.count;
  });
  return [before, where, after];
}

/** Where a width stands on the slider: small ones, where a pixel matters, have more room. */
function shareOf(width: number): number {
  return Math.log(width) / Math.log(largestBrush);
}

function widthAt(share: number): number {
  return Math.max(1, Math.round(largestBrush ** share));
}
