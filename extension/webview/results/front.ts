import { element } from "../shared/element";
import { textButton } from "../shared/control";
import { post } from "./state/host";

/** What stands before the results: that they are read, or why there are none. */
export class FrontOfResults {
  readonly element = element("div", { class: "front" });

  constructor(
    /** The results. */
    readonly behind: HTMLElement,
  ) {
    this.wait();
  }

  wait(): void {
    document.body.dataset["state"] = "reading";
    this.behind.hidden = true;
    this.element.replaceChildren(
      element("div", { class: "progress", role: "progressbar", "aria-label": "Reading the predictions" }),
    );
  }

  open(count: number): void {
    if (count === 0)
      return this.#say("Nothing is predicted here yet", "Predict the images of this folder with the model first.");
    document.body.dataset["state"] = "results";
    this.behind.hidden = false;
    this.element.replaceChildren();
  }

  failed(message: string): void {
    this.#say("The predictions cannot be read", message);
  }

  #say(title: string, message: string): void {
    document.body.dataset["state"] = "failed";
    this.behind.hidden = true;
    const again = textButton("Try Again", "primary", () => {
      this.wait();
      post({ type: "ready" });
    });
    this.element.replaceChildren(
      element("div", { class: "failed" }, element("h1", {}, title), element("p", { role: "alert" }, message), again),
    );
  }
}
