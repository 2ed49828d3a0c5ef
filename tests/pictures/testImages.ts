import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { openBrowser } from "../extension/e2e/browser";
import { seg } from "../extension/e2e/smallModel";
import { album, sampleData } from "./picture";

const width = 1440;
const quality = 82;

/** The picture of the test images, as the command line draws it, scaled to the width of a page. */
export async function drawTestImages(): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "seg-pictures-"));
  const browser = await openBrowser();
  try {
    const sheet = path.join(folder, "sheet.png");
    seg("evaluate", sampleData, "--model", path.join(sampleData, "models/demo"), "--sheet", sheet);
    const page = await browser.newPage({ viewport: { width, height: 100 } });
    await page.setContent(`<body style="margin: 0"><img style="display: block; width: 100%" alt=""></body>`);
    const source = `data:image/png;base64,${fs.readFileSync(sheet, "base64")}`;
    await page.locator("img").evaluate((image: HTMLImageElement, source) => {
      image.src = source;
      return image.decode();
    }, source);
    await page.screenshot({ path: path.join(album, "test-images.jpg"), type: "jpeg", quality, fullPage: true });
  } finally {
    await browser.close();
    fs.rmSync(folder, { recursive: true });
  }
}
