/** For classes beyond those that are proposed: Tol's muted colours, which the colour-blind tell apart too. */
const more = ["#332288", "#88ccee", "#44aa99", "#117733", "#999933", "#ddcc77", "#cc6677", "#882255", "#aa4499"];

/** The first colour that is not used yet; when all are, they begin again. */
export function freeColor(proposed: readonly string[], used: readonly string[]): string {
  const taken = new Set(used.map((color) => color.toLowerCase()));
  const all = [...proposed, ...more];
  return all.find((color) => !taken.has(color.toLowerCase())) ?? all[used.length % all.length] ?? "#332288";
}
