/** Drawn here, in the weight of codicons, because codicons have nothing for them; 16 × 16. */
const drawn = {
  lasso: [
    "M8 1.8c3.5 0 6.3 1.9 6.3 4.3S11.5 10.4 8 10.4c-.9 0-1.8-.1-2.6-.4",
    "M4 9.1C2.6 8.4 1.7 7.3 1.7 6.1 1.7 3.7 4.5 1.8 8 1.8",
    "M4.7 8.1a1.6 1.6 0 1 0 .1 3.2 1.6 1.6 0 0 0-.1-3.2z",
    "M4.3 11.3c.7 1.1.5 2.2-.8 3.2",
  ],
  polygon: [
    "M8 2.5 13.5 6.5 11.4 13H4.6L2.5 6.5z",
    "M7 1.5h2v2H7z",
    "M12.5 5.5h2v2h-2z",
    "M10.4 12h2v2h-2z",
    "M3.6 12h2v2h-2z",
    "M1.5 5.5h2v2h-2z",
  ],
  brush: [
    "M14 2c-.7-.7-5.6 2.9-7.6 5.5l2.1 2.1C11.1 7.6 14.7 2.7 14 2z",
    "M6 8.3c-1.5-.2-2.5.7-2.7 2.1-.1 1.1-.6 1.9-1.6 2.3 2.6 1.2 6 .6 6.4-2.3",
  ],
  pick: [
    "M9.3 4.3 11 2.6a1.7 1.7 0 0 1 2.4 2.4L11.7 6.7",
    "M8.3 3.7l4 4",
    "M10.3 5.7 10.3 5.7",
    "M9.3 4.7 3.2 10.8 2.5 13.5 5.2 12.8 11.3 6.7",
  ],
  oneToOne: ["M2.5 5 4.5 3.500v9", "M10.5 5l2-1.5v9", "M8 6v1", "M8 10v1"],
} as const;

export type IconName = keyof typeof drawn | `codicon-${string}`;

/** A picture for a control that has a name of its own. */
export function icon(name: IconName): Element {
  if (name in drawn) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const attributes = { viewBox: "0 0 16 16", width: "16", height: "16", fill: "none", stroke: "currentColor" };
    for (const [key, value] of Object.entries({ ...attributes, "stroke-linejoin": "round", "aria-hidden": "true" })) {
      svg.setAttribute(key, value);
    }
    for (const d of drawn[name as keyof typeof drawn]) {
      const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
      path.setAttribute("d", d);
      svg.append(path);
    }
    return svg;
  }
  const span = document.createElement("span");
  span.className = `codicon ${name}`;
  span.setAttribute("aria-hidden", "true");
  return span;
}
