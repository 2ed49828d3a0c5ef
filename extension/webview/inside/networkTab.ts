import { element } from "../shared/element";
import { channelSection } from "./channels/channelSection";
import type { Client } from "./state/client";
import { NetworkMap } from "./network/networkMap";
import type { Session } from "./state/session";
import type { PaneGrid } from "../shared/panes/paneGrid";
import { viewToolbar } from "./views/viewToolbar";

/** What the tab is made of. */
interface Parts {
  readonly session: Session;
  readonly client: Client;
  readonly grid: PaneGrid;
  readonly save: () => void;
}

/** The map of the network, the picture with what a layer or a heatmap says, and the layer's channels. */
export function networkTab({ session, client, grid, save }: Parts): HTMLElement {
  return element(
    "div",
    { class: "body" },
    new NetworkMap(session).element,
    element(
      "div",
      { class: "looked" },
      viewToolbar(session, grid.navigation, save),
      grid.element,
      channelSection(session, client),
    ),
  );
}
