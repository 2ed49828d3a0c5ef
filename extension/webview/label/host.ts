import type { ToHost } from "../../shared/label/messages";
import type { Viewport } from "../../shared/view/viewport";

/** What VS Code keeps for this view while its tab is hidden. */
export interface Kept {
  /** The picture that the viewport is for. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly viewport: Viewport;
}

interface VsCodeApi {
  postMessage(message: ToHost): void;
  getState(): Kept | undefined;
  setState(state: Kept | undefined): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const api = acquireVsCodeApi();

export function post(message: ToHost): void {
  api.postMessage(message);
}

export function kept(): Kept | undefined {
  return api.getState();
}

export function keep(state: Kept | undefined): void {
  api.setState(state);
}
