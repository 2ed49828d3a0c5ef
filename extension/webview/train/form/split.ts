import type { TrainingProposal } from "../../../shared/protocol";

/** The stems of the labelled images by what they are for. */
export interface Sides {
  readonly training: readonly string[];
  readonly validation: readonly string[];
  readonly test: readonly string[];
}

/** Which images are for what when these are chosen for validation; null: as seg.json says. */
export function sidesOf(
  { images, validation, test }: Pick<TrainingProposal, "images" | "validation" | "test">,
  chosen: readonly string[] | null,
): Sides {
  const tested = new Set(test);
  const held = new Set(chosen ?? validation);
  const stems = images.map(({ stem }) => stem);
  const usable = stems.filter((stem) => !tested.has(stem));
  return {
    training: usable.filter((stem) => !held.has(stem)),
    validation: usable.filter((stem) => held.has(stem)),
    test: stems.filter((stem) => tested.has(stem)),
  };
}

/** An image that is held back and shows the same field of view as a training image. */
export interface Leak {
  readonly held: string;
  readonly trained: string;
}

/** The images that are held back and show a field of view that is trained on. */
export function leaksOf(
  together: TrainingProposal["fields"]["together"],
  { training, validation, test }: Sides,
): readonly Leak[] {
  const trainedOn = new Set(training);
  return [...validation, ...test].flatMap((held) => {
    const field = together.find((stems) => stems.includes(held));
    const trained = field?.find((stem) => trainedOn.has(stem));
    return trained === undefined ? [] : [{ held, trained }];
  });
}
