/** A square of a class's colour as an address that an icon takes; its rim keeps it visible on any background. */
export function classIcon(color: string): string {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16">' +
    `<rect x="2.5" y="2.5" width="11" height="11" rx="2" fill="${color}" stroke="#808080"/></svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
}
