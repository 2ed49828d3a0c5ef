import type { AugmentationOptions } from "../../../shared/protocol";

type Options = AugmentationOptions;
type OptionOf<T> = { [K in keyof Options]: Options[K] extends T ? K : never }[keyof Options];

interface Strength {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly read: (options: Options) => number;
  readonly write: (value: number, options: Options) => Partial<Options>;
  readonly words: (value: number) => string;
}

/** A way to vary samples that can be on or off. */
export interface Augmentation {
  readonly label: string;
  readonly help: string;
  /** How often it happens; 0 is off. */
  readonly probability: OptionOf<number> | null;
  readonly strength: Strength | null;
}

function single(option: OptionOf<number>, max: number, step: number, words: Strength["words"], min = 0): Strength {
  return { min, max, step, read: (options) => options[option], write: (value) => ({ [option]: value }), words };
}

/** From one over a factor to the factor. */
function factor(low: OptionOf<number>, high: OptionOf<number>): Strength {
  return {
    min: 1,
    max: 3,
    step: 0.05,
    read: (options) => options[high],
    write: (value) => ({ [low]: Number((1 / value).toFixed(3)), [high]: value }),
    words: (value) => `× ${(1 / value).toFixed(2)} – ${value.toFixed(2)}`,
  };
}

const degrees = (value: number) => `± ${value}°`;
const pixels = (value: number) => `${value} px`;
const percent = (value: number) => `± ${Math.round(value * 100)} %`;

export const shapes: readonly Augmentation[] = [
  { label: "Flip", help: "Left to right, top to bottom.", probability: "flipProbability", strength: null },
  { label: "Quarter turns", help: "By 90, 180 and 270 degrees.", probability: null, strength: null },
  {
    label: "Rotate",
    help: "By any angle up to this.",
    probability: "rotationProbability",
    strength: single("rotationDegrees", 180, 1, degrees),
  },
  {
    label: "Scale",
    help: "Smaller and larger, for images of several magnifications.",
    probability: "scaleProbability",
    strength: factor("scaleLow", "scaleHigh"),
  },
  {
    label: "Shear",
    help: "Slanted by up to this angle.",
    probability: "shearProbability",
    strength: single("shearDegrees", 45, 1, degrees),
  },
  {
    label: "Shift",
    help: "Moved, also beyond the image's edge.",
    probability: "translationProbability",
    strength: single("translationShare", 0.5, 0.005, percent),
  },
  {
    label: "Elastic",
    help: "Bent smoothly, as soft tissue is.",
    probability: "elasticProbability",
    strength: {
      ...single("elasticStrength", 19, 0.5, pixels),
      // Further, the image would fold.
      write: (value, { elasticSpacing }) => ({ elasticStrength: Math.min(value, 0.3 * elasticSpacing) }),
    },
  },
  {
    label: "Grid",
    help: "Stretched and squeezed in strips.",
    probability: "gridProbability",
    strength: single("gridStrength", 0.45, 0.01, percent),
  },
];

export const values: readonly Augmentation[] = [
  {
    label: "Brightness",
    help: "Darker and brighter.",
    probability: "brightnessProbability",
    strength: single("brightness", 1, 0.01, percent),
  },
  {
    label: "Contrast",
    help: "Lower and higher contrast.",
    probability: "contrastProbability",
    strength: factor("contrastLow", "contrastHigh"),
  },
  {
    label: "Gamma",
    help: "Lighter and darker midtones.",
    probability: "gammaProbability",
    strength: factor("gammaLow", "gammaHigh"),
  },
  {
    label: "Colour",
    help: "Each channel separately; does nothing to gray images.",
    probability: "colorProbability",
    strength: single("color", 0.5, 0.01, percent),
  },
  {
    label: "Blur",
    help: "Out of focus.",
    probability: "blurProbability",
    strength: single("blurSigma", 5, 0.1, pixels, 0.3),
  },
  {
    label: "Noise",
    help: "As with a short exposure.",
    probability: "noiseProbability",
    strength: single("noiseSigma", 0.5, 0.01, percent),
  },
];
