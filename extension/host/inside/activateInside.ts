import * as path from "node:path";
import * as vscode from "vscode";
import type { TrainedModel, TrainedModels } from "../models/trainedModels";
import type { Services } from "../services";
import type { ModelRow } from "../models/models";
import type { Row } from "../views/datasetTree";
import { exportReport } from "./exports";
import { PanelKeeper } from "../panels/panelKeeper";
import { InsidePanel, type WantedInside } from "./insidePanel";

/** Why models say what they say: the panels that show it, and the commands that open one. */
export function activateInside(context: vscode.ExtensionContext, seg: Services, models: TrainedModels): void {
  const panels = new PanelKeeper<WantedInside, InsidePanel>(context, {
    viewType: "seg.inside",
    title: "Look Inside",
    key: ({ dataset, model }) => JSON.stringify([dataset, model]),
    parse: ({ dataset, model, image }) =>
      typeof dataset === "string" && typeof model === "string" ? { dataset, model, image: image ?? null } : null,
    make: (tab, kept) => new InsidePanel(tab, kept, seg, context),
  });
  const command = vscode.commands.registerCommand;
  const open = ({ dataset, name }: Pick<TrainedModel, "dataset" | "name">, image: string | null = null) =>
    panels.open({ dataset, model: name, image });
  context.subscriptions.push(
    command("seg.inside.open", async (wanted?: WantedInside) => {
      if (wanted !== undefined) return panels.open(wanted);
      const model = await models.choose(null, "Look Inside a Model");
      if (model) open(model);
    }),
    command("seg.models.inside", (row: Row<ModelRow>) => {
      if (row.kind === "leaf" && row.leaf.model !== null)
        open({ dataset: row.dataset.folder, name: path.basename(row.leaf.folder) });
    }),
    command("seg.report.export", async () => {
      const model = await models.choose(null, "Export a Report of a Model");
      if (model) await exportReport(seg, model);
    }),
    command("seg.models.report", async (row: Row<ModelRow>) => {
      if (row.kind === "leaf" && row.leaf.model !== null)
        await exportReport(seg, { dataset: row.dataset.folder, name: path.basename(row.leaf.folder) });
    }),
  );
}
