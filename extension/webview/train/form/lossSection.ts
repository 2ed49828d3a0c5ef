import { element } from "../../shared/element";
import type { Draft, Task } from "./draft";
import { numberField, selectField, textField, section } from "./fields";

const lossWords = [
  ["ce + dice", "Cross-entropy and Dice: good for most images"],
  ["focal + dice", "Focal and Dice: for small objects that are hard to see"],
  ["ce", "Cross-entropy: every pixel counts the same"],
  ["dice", "Dice: the overlap of each class"],
  ["jaccard", "Jaccard: intersection over union"],
  ["ce + tversky", "Cross-entropy and Tversky: misses cost more than false positives"],
  ["", "Custom…"],
] as const;

/** What the network is to get right. */
export function lossSection(draft: Draft, task: Task): HTMLElement {
  return section("Loss", ...loss(draft), ...classWeights(draft, task));
}

function loss(draft: Draft): readonly HTMLElement[] {
  const { loss } = draft.options.value;
  const own = textField(
    {
      option: "loss",
      label: "Custom loss",
      help: "A sum of ce, dice, jaccard, focal(gamma=2) and tversky(alpha=0.3, beta=0.7), such as 0.5*ce + 2*dice.",
    },
    loss,
    (text) => draft.change({ loss: text }),
  );
  const known = lossWords.find(([key]) => key === loss)?.[0] ?? "";
  const kind = selectField({ label: "Loss", help: "What training minimises." }, lossWords, known, (key) => {
    own.row.hidden = key !== "";
    if (key === "") own.control.focus();
    own.control.value = key || draft.options.value.loss;
    draft.change({ loss: own.control.value });
  });
  own.row.hidden = known !== "";
  own.control.required = true;
  return [kind.row, own.row];
}

const weightWords = [
  ["none", "All classes count the same"],
  ["balanced", "Rare classes count more"],
  ["own", "Custom…"],
] as const;

type WeightKind = (typeof weightWords)[number][0];

function classWeights(draft: Draft, { proposal }: Task): readonly HTMLElement[] {
  const { classes, classShares, proposedClassWeights } = proposal;
  const now = draft.options.value.classWeights;
  const numbers = [numbersOf(now), numbersOf(proposedClassWeights)].find((list) => list.length === classes.length);
  const weights = numbers ? [...numbers] : classes.map(() => 1);
  const take = () => draft.change({ classWeights: weights.join(",") });
  const fields = classes.map((one, i) => {
    const share = classShares[i];
    const help = share === undefined ? "" : `${percent(share)} of the labelled pixels.`;
    const look = { label: one.name, help, low: 0.001, high: 1000, step: "any" } as const;
    return numberField(look, weights[i] ?? 1, (value) => {
      weights[i] = value;
      take();
    });
  });
  const byHand = element("div", { class: "form-group" }, ...fields.map(({ row }) => row));
  const kind: WeightKind = now === "none" || now === "balanced" ? now : "own";
  const show = (chosen: WeightKind) => {
    byHand.hidden = chosen !== "own";
    for (const { control } of fields) control.disabled = chosen !== "own"; // else a wrong one that is not seen would count
  };
  const choice = selectField(
    { option: "classWeights", label: "Class weights", help: shareWords(proposal) },
    weightWords,
    kind,
    (chosen) => {
      show(chosen);
      if (chosen === "own") take();
      else draft.change({ classWeights: chosen });
    },
  );
  show(kind);
  return [choice.row, byHand];
}

function shareWords({ classes, classShares, proposedClassWeights }: Task["proposal"]): string {
  const shares = classes.flatMap(({ name }, i) => {
    const share = classShares[i];
    return share === undefined ? [] : [`${name} ${percent(share)}`];
  });
  const balanced = numbersOf(proposedClassWeights).map((value) => Number(value.toPrecision(2)));
  const advice = balanced.length > 0 ? ` Balanced weights: ${balanced.join(", ")}.` : "";
  return `Labelled pixels: ${shares.join(", ") || "none"}.${advice}`;
}

function numbersOf(text: string): readonly number[] {
  const numbers = text.split(",").map(Number);
  return numbers.every((value) => value > 0) ? numbers : [];
}

function percent(share: number): string {
  const value = share * 100;
  return `${value > 0 && value < 10 ? value.toPrecision(2) : Math.round(value)} %`;
}
