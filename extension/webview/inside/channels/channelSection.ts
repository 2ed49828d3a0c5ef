import type { ChannelContrast } from "../../../shared/protocol";
import { choice } from "../../shared/choice";
import { element } from "../../shared/element";
import { icon } from "../../shared/icon";
import { select } from "../../shared/select";
import type { Client } from "../state/client";
import { shortName } from "../state/layers";
import type { Session } from "../state/session";
import type { ChannelOrder } from "../state/view";
import { ChannelGrid } from "./channelGrid";
import { orderTitles } from "./channelOrder";
import { PatternBox } from "./patternBox";

const contrasts: readonly (readonly [ChannelContrast, string])[] = [
  ["each", "Each"],
  ["shared", "Shared"],
];

/** The channels of the layer that is looked at, and the pattern of the one that is chosen; it can be folded away. */
export function channelSection(session: Session, client: Client): HTMLElement {
  const grid = new ChannelGrid(session, client);
  const pattern = new PatternBox(session, client);
  const content = element("div", { class: "channels-content", id: "channels" }, grid.element, pattern.element);
  const title = element("span");
  const arrow = element("span", { class: "arrow" }, icon("codicon-chevron-down"));
  const fold = element("button", { type: "button", class: "fold", "aria-controls": "channels" }, arrow, title);
  fold.addEventListener("click", () => session.change({ areChannelsShown: !session.view.value.areChannelsShown }));
  const order = select("Sorted by", (value) => session.change({ order: value as ChannelOrder }));
  order.options(orderTitles);
  const contrast = choice("Contrast", contrasts, (value) => session.change({ contrast: value }));
  const show = () => {
    const { view, layer } = session;
    title.textContent = layer === null ? "Channels" : `Channels of ${shortName(layer)} (${layer.channels})`;
    order.show(view.value.order);
    contrast.show(view.value.contrast);
    fold.setAttribute("aria-expanded", String(view.value.areChannelsShown));
    for (const part of [content, order.row, contrast.row]) part.hidden = !view.value.areChannelsShown;
  };
  for (const signal of [session.view, session.layers]) signal.follow(show);
  return element(
    "section",
    { class: "channels-section" },
    element("div", { class: "head" }, element("h2", {}, fold), order.row, contrast.row),
    content,
  );
}
