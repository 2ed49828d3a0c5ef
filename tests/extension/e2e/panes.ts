import type { Frame, Locator } from "playwright-core";

/** A view of an image in one of our panels, by what it is called for those who do not see it. */
export function viewOf(frame: Frame, name: string | RegExp): Locator {
  return frame.getByRole("img", { name });
}

/** The views that are on, by what they are called. */
export async function viewNames(frame: Frame): Promise<string[]> {
  const names = await frame.locator(".view:visible").evaluateAll((views) => views.map((view) => view.ariaLabel ?? ""));
  return names;
}

/** Until all views that are on show what was asked for last, and say of nothing that it is missing. */
export async function there(frame: Frame): Promise<void> {
  await frame.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  await frame.waitForFunction(() => {
    const [views, notes] = [".view", "figure .note"].map((selector) =>
      Array.from(document.querySelectorAll<HTMLElement>(selector)).filter((one) => one.offsetParent !== null),
    );
    return views?.length && notes?.length === 0 && views.every(({ ariaBusy }) => ariaBusy === "false");
  });
}

/** What one of a view's canvases has on the screen, 0 the lowest: red, green, blue and alpha of each pixel. */
export async function pixelsOf(view: Locator, canvas: number): Promise<Uint8Array> {
  const text = await view
    .locator("canvas")
    .nth(canvas)
    .evaluate((each: HTMLCanvasElement) => {
      const { data } = each.getContext("2d")?.getImageData(0, 0, each.width, each.height) ?? { data: [] };
      return Array.from(data, (value) => String.fromCharCode(value)).join("");
    });
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/** The same as a short text, to see whether two are alike. */
export async function lookOf(view: Locator, canvas: number): Promise<string> {
  return view
    .locator("canvas")
    .nth(canvas)
    .evaluate((each: HTMLCanvasElement) => each.toDataURL());
}
