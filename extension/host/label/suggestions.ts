import { deflateSync } from "node:zlib";
import type * as vscode from "vscode";
import type { SuggestedMask } from "../../shared/label/messages";
import { methods } from "../../shared/protocol";
import type { DatasetFolder } from "../datasets/datasetFolder";
import { readMask } from "../masks/maskFile";
import type { Services } from "../services";
import type { TrainedModel } from "../models/trainedModels";
import { sameNames } from "./classNames";
import type { JournaledMask } from "./journaledMask";

/** Has a model predict one image of a dataset, and gives its mask in the values of the dataset's classes. */
export async function suggest(
  { server }: Services,
  model: TrainedModel,
  dataset: DatasetFolder,
  image: string,
  token: vscode.CancellationToken,
): Promise<SuggestedMask> {
  const wanted = { model: model.folder, inputs: [image], includesLabelled: true };
  const { images, failures } = await server.requestWithProgress(methods.predictImages, wanted, () => undefined, token);
  const [page] = images;
  const mask = page && (await readMask(page.mask));
  if (!page || !mask) throw new Error(failures[0]?.message ?? `${model.name} made no mask of ${image}.`);
  const names = page.classes.map(({ name }) => name);
  const places = names.map((name) => dataset.classes.findIndex((each, value) => value > 0 && each.name === name));
  // A class that the dataset has no more, or not yet, cannot be drawn.
  const table = Uint8Array.from({ length: 256 }, (_, value) => Math.max(0, places[value - 1] ?? 0));
  const values = mask.values.map((value) => table[value] ?? 0);
  return {
    classes: dataset.classes.map(({ name }) => name),
    model: model.name,
    width: mask.width,
    height: mask.height,
    deflated: new Uint8Array(deflateSync(values, { level: 1 })),
    unknown: names.filter((_, at) => (places[at] ?? -1) < 0),
  };
}

/** Why labels cannot have what was suggested, in a sentence; null where they can. */
export function misfit({ model, width, height, classes }: SuggestedMask, labels: JournaledMask): string | null {
  if (width !== labels.mask.width || height !== labels.mask.height)
    return `${model} saw an image of another size. Save the image, and ask again.`;
  if (!sameNames(classes, labels.classes)) return `The classes are not those that ${model} was asked for. Ask again.`;
  return null;
}
