/**
 * After a control was used with the mouse, the keys are for the picture again: Space then pans and does not press the
 * control once more. Who uses the keyboard stays where they are.
 */
export function giveFocusBack(stage: HTMLElement): void {
  document.addEventListener("click", ({ detail, target }) => {
    const isOfMouse = detail > 0 && target instanceof Element;
    if (isOfMouse && target.closest(":is(.toolbar, .panel) :is(button, label), .classes button")) focus(stage);
  });
}

function focus(stage: HTMLElement): void {
  if (document.querySelector("dialog[open], form") === null) stage.focus({ preventScroll: true });
}
