import { textButton } from "../shared/control";
import { element } from "../shared/element";
import { post } from "./state/host";
import type { Session } from "./state/session";

/** Says that a prediction was cut off, and offers to finish it. */
export function cutOffNote(session: Session): HTMLElement {
  const words = element("p", { role: "status" });
  const finish = textButton("Finish", "primary", () => {
    finish.disabled = true; // until the list comes again
    post({ type: "finish" });
  });
  const note = element("div", { class: "cut-off" }, words, finish);
  session.cutOff.follow((cutOff) => {
    note.hidden = cutOff === null;
    finish.disabled = false;
    if (cutOff === null) return;
    const { left, total } = cutOff;
    words.textContent = `A prediction was cut off: ${left} of ${total} ${total === 1 ? "image is" : "images are"} still to be predicted. Their masks may be old or new, and no table speaks of them.`;
  });
  return note;
}
