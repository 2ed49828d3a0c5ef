import { iconButton, textButton } from "../shared/control";
import { element } from "../shared/element";
import type { Session } from "./state/session";

/** Which model, and which image it is looked at with. */
export class Header {
  readonly element: HTMLElement;
  readonly #outcome = element("p", { class: "outcome", role: "status" });

  /** @param beside what stands at the other end */
  constructor(session: Session, beside: HTMLElement) {
    const model = element("h1");
    const images = element("select", { "aria-label": "Image" });
    images.addEventListener("change", () => (session.image.value = images.value));
    const previous = iconButton({ icon: "codicon-chevron-left", title: "Previous image", key: "A" }, () =>
      session.go(-1),
    );
    const next = iconButton({ icon: "codicon-chevron-right", title: "Next image", key: "D" }, () => session.go(1));
    const outdated = element(
      "p",
      { class: "outdated", role: "status" },
      "The model has been trained further since. ",
      textButton("Refresh", "secondary", () => session.again()),
    );
    this.element = element(
      "header",
      { class: "model-header" },
      element("div", { class: "head" }, element("div", { class: "group" }, model, previous, images, next), beside),
      this.#outcome,
      outdated,
    );
    session.isOutdated.follow((isOutdated) => (outdated.hidden = !isOutdated));
    const mark = () => {
      const { images: all } = session.subject.value;
      const at = all.indexOf(session.image.value ?? "");
      images.value = session.image.value ?? "";
      previous.setAttribute("aria-disabled", String(at <= 0));
      next.setAttribute("aria-disabled", String(at >= all.length - 1));
    };
    session.subject.follow(({ model: name, images: all }) => {
      model.textContent = name;
      images.replaceChildren(...all.map((stem) => element("option", { value: stem }, stem)));
      mark();
    });
    session.image.follow(() => {
      mark();
      this.report("");
    });
  }

  /** Tells what came of something that was asked for. */
  report(message: string): void {
    this.#outcome.textContent = message;
  }
}
