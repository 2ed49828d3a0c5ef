import { element } from "../shared/element";
import { textButton } from "../shared/control";
import { post } from "./state/host";
import type { Session } from "./state/session";

/** What stands before the look inside: that the model is loaded, or why it cannot be. */
export class FrontOfInside {
  readonly element = element("div", { class: "front" });

  constructor(
    session: Session,
    /** The look inside. */
    readonly behind: HTMLElement,
  ) {
    this.#wait();
    session.layers.follow(({ state }) => (document.body.dataset["layers"] = state));
  }

  open(images: number): void {
    if (images === 0) return this.failed("The dataset has no images to run the model on.");
    document.body.dataset["state"] = "inside";
    this.behind.hidden = false;
    this.element.replaceChildren();
  }

  failed(message: string): void {
    document.body.dataset["state"] = "failed";
    this.behind.hidden = true;
    const again = textButton("Try Again", "primary", () => {
      this.#wait();
      post({ type: "ready" });
    });
    const content = [
      element("h1", {}, "There is nothing to look into"),
      element("p", { role: "alert" }, message),
      again,
    ];
    this.element.replaceChildren(element("div", { class: "failed" }, ...content));
  }

  #wait(): void {
    document.body.dataset["state"] = "reading";
    this.behind.hidden = true;
    const bar = { class: "progress", role: "progressbar", "aria-label": "Looking for the model" };
    this.element.replaceChildren(element("div", bar));
  }
}
