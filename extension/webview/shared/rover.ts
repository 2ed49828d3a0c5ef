/**
 * Makes a row of controls one stop of the Tab key, with the arrow keys going from one to the next. `selected` says
 * which of them Tab stops at.
 */
export function rove(row: HTMLElement, controls: string, orientation: "horizontal" | "vertical"): void {
  const [forward, back] = orientation === "horizontal" ? ["ArrowRight", "ArrowLeft"] : ["ArrowDown", "ArrowUp"];
  const all = () => [...row.querySelectorAll<HTMLElement>(controls)].filter((one) => one.offsetParent !== null);
  row.addEventListener("keydown", (event) => {
    const list = all();
    const at = list.indexOf(event.target as HTMLElement);
    if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const to = { [forward]: at + 1, [back]: at - 1 + list.length, Home: 0, End: list.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    stopAt(list, list[to % list.length]);
    list[to % list.length]?.focus();
  });
}

/** Lets Tab stop at one of the controls only. */
export function stopAt(controls: readonly HTMLElement[], selected: HTMLElement | undefined): void {
  for (const control of controls) control.tabIndex = control === (selected ?? controls[0]) ? 0 : -1;
}
