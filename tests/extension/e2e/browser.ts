import { type Browser, chromium } from "playwright-core";
import { findChromium } from "../../runner/browser.mjs";

/** A Chromium without a window that reaches nothing but this machine. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium() ?? "chromium",
    args: [
      ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
      ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", // this machine only, not even a question for a name
    ],
  });
}
