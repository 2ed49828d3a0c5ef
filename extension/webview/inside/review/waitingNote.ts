import { element } from "../../shared/element";
import { textButton } from "../../shared/control";
import type { ReviewSession } from "./reviewSession";

/** Stands for what is being measured: how far it is, or why nothing came of it. */
export function waitingNote(of: ReviewSession): HTMLElement {
  const text = element("p", { role: "status" });
  const bar = element("progress", { "aria-label": "Measuring the model" });
  const again = textButton("Try Again", "primary", () => of.renew());
  const cancel = textButton("Cancel", "secondary", () => of.cancel());
  const note = element("div", { class: "review-note" }, text, bar, cancel, again);
  const show = () => {
    const { review, progress } = of;
    note.hidden = review.value.state === "there";
    again.hidden = review.value.state !== "failed";
    bar.hidden = cancel.hidden = review.value.state === "failed";
    const now = progress.value;
    if (now === null) bar.removeAttribute("value");
    else [bar.max, bar.value] = [Math.max(1, now.total), now.done];
    text.textContent =
      review.value.state === "failed"
        ? review.value.message
        : now === null
          ? "Measuring the model…"
          : `Measuring the model: ${now.done} of ${now.total} images`;
  };
  for (const signal of [of.review, of.progress]) signal.follow(show);
  return note;
}
