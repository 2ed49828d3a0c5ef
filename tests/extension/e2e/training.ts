import fs from "node:fs";
import path from "node:path";
import type { Frame } from "playwright-core";
import type { RunningProcess } from "./processes";
import type { Vscode } from "./vscode";

const kept = ["a01_z_-2.5.png", "a02_z_-3.75.png", "b02_z_1.25.png", "c01_z_0.25.png"];

/** Leaves four labelled images, so that an epoch is a matter of a second. */
export function fewImages(folder: string): void {
  for (const part of ["images", "masks"])
    for (const name of fs.readdirSync(path.join(folder, part)))
      if (!kept.includes(name)) fs.rmSync(path.join(folder, part, name));
  const file = path.join(folder, "seg.json");
  const { split, ...config } = JSON.parse(fs.readFileSync(file, "utf8")) as { split: object };
  fs.writeFileSync(file, JSON.stringify({ ...config, split: { ...split, test: [] } }));
}

/** The training panel, driven as a person would. */
export class Training {
  private constructor(
    private readonly vscode: Vscode,
    /** Its page, which is another one after a reload. */
    readonly frame: Frame,
  ) {}

  /** Opens the form by the palette. */
  static async form(vscode: Vscode): Promise<Training> {
    await vscode.palette("Seg: Train Model…");
    return new Training(vscode, await vscode.ourPage('body[data-state="form"] form'));
  }

  /** The panel that shows a run already. */
  static async inFront(vscode: Vscode): Promise<Training> {
    return new Training(vscode, await vscode.ourPage('body[data-state="run"] .run'));
  }

  /** Fills the form with a training that a slow machine does in little time. */
  async choose(chosen: { readonly name: string; readonly epochs: number; readonly steps: number }): Promise<void> {
    await this.frame.getByLabel("Encoder", { exact: true }).selectOption("plain");
    await this.fill("Name", chosen.name);
    await this.fill("Epochs", String(chosen.epochs));
    await this.fill("Steps in an epoch", String(chosen.steps));
    await this.frame.locator("summary", { hasText: "Learning" }).click();
    await this.fill("Crops in a step", "1");
    await this.fill("Crop size", "32");
    await this.fill("Threads", "1");
  }

  async fill(label: string, value: string): Promise<void> {
    await this.frame.getByLabel(label, { exact: true }).fill(value);
  }

  async press(button: string): Promise<void> {
    await this.frame.getByRole("button", { name: button, exact: true }).click();
  }

  /** Waits until the run is said to be so. */
  async state(state: "running" | "completed" | "stopped" | "killed"): Promise<void> {
    await this.frame.locator(`body[data-state="run"] .run .state.${state}`).first().waitFor();
  }

  /** A fact of the run, such as "Steps": the number that it begins with. */
  async fact(name: string): Promise<number> {
    const text = await this.frame.locator(`.facts div:has(dt:text-is("${name}")) dd`).innerText();
    return parseFloat(text);
  }

  /** The mean IoU of the run's best epoch. */
  async bestMeanIou(): Promise<number> {
    return this.fact("Best mean IoU");
  }

  /** Waits until a fact is above a number, and gives it. */
  async above(name: string, least: number): Promise<number> {
    const started = Date.now();
    for (;;) {
      const value = await this.fact(name);
      if (value > least) return value;
      if (Date.now() - started > 60_000) throw new Error(`${name} stays at ${value}.`);
      await this.vscode.page.waitForTimeout(100);
    }
  }

  /** Waits until no process trains. */
  async ended(): Promise<void> {
    const started = Date.now();
    while (this.vscode.trainings().length > 0) {
      if (Date.now() - started > 60_000) throw new Error("The training goes on.");
      await this.vscode.page.waitForTimeout(100);
    }
  }

  /** The process that trains. */
  process(): RunningProcess {
    const [only, ...more] = this.vscode.trainings();
    if (!only || more.length > 0) throw new Error(`There are ${more.length + (only ? 1 : 0)} trainings.`);
    return only;
  }
}
