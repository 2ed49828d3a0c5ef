import type { Review } from "../drawing/review";
import type { Session } from "../state/session";
import { slider, textButton } from "../../shared/control";
import { element } from "../../shared/element";

/** What a model suggests, and the ways to use it; hidden while nothing is suggested or asked for. */
export function suggestionBar(session: Session, review: Review): HTMLElement {
  const title = element("span", { class: "title" });
  const classes = element("span", { class: "group", role: "group", "aria-label": "Suggested classes" });
  const hint = element("span", { class: "hint" }, "Click an object to remove it.");
  // Areas grow with the square, so that small ones have room on the slider.
  const smallest = slider({ label: "Smallest object", min: 0, max: 1, step: 0.01 }, (share) => {
    const area = Math.round(share ** 2 * (session.review.value?.suggestion.largestArea ?? 0));
    smallest.show(share, `${area} px`);
    review.keepFrom(area);
  });
  const use = textButton("Use", "primary", () => review.use());
  use.title = "Turns the suggestion into labels, in one step that can be undone (Enter)";
  const dismiss = textButton("Dismiss", "secondary", () => review.dismiss());
  dismiss.title = "Discards the suggestion and leaves the labels as they are (Escape)";
  const ways = element("span", { class: "group" }, use, dismiss);
  const bar = element(
    "section",
    { class: "suggestion", "aria-label": "Suggestion", hidden: true },
    ...[title, classes, smallest.row, hint, ways],
  );
  const rows = new Map<number, ReturnType<typeof classRow>>();

  const show = () => {
    const [shown, asked] = [session.review.value, session.asked.value];
    bar.hidden = shown === null && asked === null;
    for (const part of [classes, smallest.row, hint, ways]) part.hidden = shown === null;
    title.textContent = shown ? `Suggested by ${shown.model}` : asked ? `${asked} is predicting this image…` : "";
    if (shown === null) {
      rows.clear();
      smallest.show(0, "0 px");
      return classes.replaceChildren();
    }
    for (const { value, objects, dropped } of shown.suggestion.classes) {
      const { input, text } = rows.get(value) ?? addClass(value);
      input.checked = dropped < objects;
      input.indeterminate = dropped > 0 && dropped < objects;
      const count = dropped > 0 ? `${objects - dropped} of ${objects}` : `${objects}`;
      text.textContent = `${session.className(value)}: ${count}`;
    }
  };
  const addClass = (value: number) => {
    const row = classRow(session.classes.value?.[value]?.color ?? "", (isWanted) => review.setClass(value, isWanted));
    classes.append(row.label);
    rows.set(value, row);
    return row;
  };
  session.review.follow(show);
  session.asked.follow(show);
  return bar;
}

function classRow(color: string, changed: (isWanted: boolean) => void) {
  const input = element("input", { type: "checkbox" });
  input.addEventListener("change", () => changed(input.checked));
  const swatch = element("span", { class: "swatch" });
  swatch.style.background = color;
  const text = element("span");
  return { label: element("label", { class: "check" }, input, swatch, text), input, text };
}
