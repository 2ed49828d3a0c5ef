import type { PredictedItem } from "../../../shared/protocol";
import { element } from "../../shared/element";
import { icon } from "../../shared/icon";
import { rove, stopAt } from "../../shared/rover";
import type { Session } from "../state/session";
import { type Order, orders, wordsOf } from "../state/items";

/** All images that were predicted. The one that is shown is marked; arrow keys show the next. */
export function imageList(session: Session): HTMLElement {
  const rows = element("ul", { class: "images", role: "listbox", "aria-label": "Predicted images" });
  rove(rows, "li", "vertical");
  rows.addEventListener("focusin", ({ target }) => show(target));
  rows.addEventListener("click", ({ target }) => show(target));

  function show(target: EventTarget | null): void {
    const name = target instanceof Element ? target.closest("li")?.dataset["name"] : undefined;
    const item = session.items.value.find((each) => each.name === name);
    if (item) session.item.value = item;
  }

  session.items.follow((items) => {
    const hadFocus = rows.contains(document.activeElement);
    rows.replaceChildren(...items.map(rowOf));
    mark(rows, session.item.value, hadFocus);
  });
  session.item.follow((item) => mark(rows, item, rows.contains(document.activeElement)));
  return element(
    "nav",
    { class: "side", "aria-labelledby": "images-title" },
    element("div", { class: "head" }, element("h2", { id: "images-title" }, "Predictions"), orderSelect(session)),
    rows,
  );
}

function orderSelect(session: Session): HTMLElement {
  const options = orders.map(([value, text]) => element("option", { value }, text));
  const select = element("select", { "aria-label": "Order of the images", class: "order" }, ...options);
  select.addEventListener("change", () => session.change({ order: select.value as Order }));
  select.value = session.view.value.order;
  return select;
}

function rowOf(item: PredictedItem): HTMLElement {
  const row = element(
    "li",
    { class: "list-row", role: "option", "data-name": item.name, title: item.file },
    element("span", { class: "name" }, item.name),
    ...wordsOf(item).map((words) => element("span", { class: "note" }, words)),
  );
  if (item.isOutdated)
    row.append(
      element(
        "span",
        { class: "note outdated", title: "The model has been trained further since; predict the image again." },
        icon("codicon-history"),
        "outdated",
      ),
    );
  return row;
}

function mark(rows: HTMLElement, item: PredictedItem | null, isFocused: boolean): void {
  const all = [...rows.children].filter((row) => row instanceof HTMLElement);
  const shown = all.find((row) => row.dataset["name"] === item?.name);
  for (const row of all) row.setAttribute("aria-selected", String(row === shown));
  stopAt(all, shown);
  if (isFocused) shown?.focus();
  shown?.scrollIntoView({ block: "nearest" });
}
