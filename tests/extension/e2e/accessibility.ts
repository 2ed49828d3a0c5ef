import fs from "node:fs";
import { createRequire } from "node:module";
import type * as Axe from "axe-core";
import type { Frame } from "playwright-core";

const axe = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds wrong in a frame: one line for each element, with the rule that it breaks. */
export async function accessibilityFaults(frame: Frame, options: Axe.RunOptions = {}): Promise<string[]> {
  await frame.evaluate(axe);
  const { violations } = await frame.evaluate(
    (run): Promise<Axe.AxeResults> => (globalThis as unknown as { axe: typeof Axe }).axe.run(document, run),
    options,
  );
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id} (${help}): ${node.html}`));
}
