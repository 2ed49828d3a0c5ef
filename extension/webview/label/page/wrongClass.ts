import type { ClassRow } from "./classRow";

/** What keeps these rows, of which the first is the background, from being classes. */
export function wrongClass(
  rows: readonly ClassRow[],
): { readonly message: string; readonly row: ClassRow | undefined } | null {
  if (rows.length < 2) return { message: "Name one class at least.", row: rows[1] };
  const names = rows.map(({ name }) => name.value.trim());
  const empty = names.indexOf("");
  if (empty >= 0) return { message: "This class needs a name.", row: rows[empty] };
  const twice = names.findIndex((name, i) => names.indexOf(name) < i);
  if (twice >= 0) return { message: `There are two classes named “${names[twice]}”.`, row: rows[twice] };
  return null;
}
