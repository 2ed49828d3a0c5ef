import { iconButton, textButton } from "../shared/control";
import { element } from "../shared/element";
import { post } from "./state/host";
import { scoreTable } from "./scores";
import type { Session } from "./state/session";

/** Which image, what was found in it and how well, and what can be done with it. */
export class Header {
  readonly element: HTMLElement;
  readonly #outcome = element("p", { class: "outcome", role: "status" });

  constructor(session: Session) {
    const name = element("h1", { id: "image-name" });
    const about = element("p", { class: "about" });
    const scores = element("div", { class: "figures" });
    const previous = iconButton({ icon: "codicon-chevron-left", title: "Previous image", key: "A" }, () =>
      session.go(-1),
    );
    const next = iconButton({ icon: "codicon-chevron-right", title: "Next image", key: "D" }, () => session.go(1));
    this.element = element(
      "header",
      { class: "image-header" },
      element(
        "div",
        { class: "head" },
        element("div", { class: "group" }, previous, next, name, about),
        element(
          "div",
          { class: "actions" },
          textButton("Open Table", "secondary", () => post({ type: "openTable" })),
          textButton("Export Table…", "secondary", () => post({ type: "exportTable" })),
          textButton("Look Inside", "secondary", () => post({ type: "inside" })),
          textButton("Correct in Label Editor", "primary", () => post({ type: "correct" })),
        ),
      ),
      this.#outcome,
      scores,
    );
    const show = () => {
      const item = session.item.value;
      if (!item) return;
      const items = session.items.value;
      const at = items.findIndex((each) => each.name === item.name);
      name.textContent = item.name;
      about.textContent = `${at + 1} of ${items.length}${item.isOutdated ? " · outdated" : ""}`;
      previous.setAttribute("aria-disabled", String(at <= 0));
      next.setAttribute("aria-disabled", String(at >= items.length - 1));
      scores.replaceChildren(scoreTable(item, session.classes.value));
    };
    for (const signal of [session.item, session.items, session.classes]) signal.follow(show);
    session.item.follow(() => this.report(""));
  }

  /** Tells what came of something that was asked for. */
  report(message: string): void {
    this.#outcome.textContent = message;
  }
}
