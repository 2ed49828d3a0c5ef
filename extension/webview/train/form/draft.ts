import type { AugmentationOptions, RunSummary, TrainingOptions, TrainingProposal } from "../../../shared/protocol";
import { Signal } from "../../shared/signal";

/** What the form is filled in for. */
export interface Task {
  readonly proposal: TrainingProposal;
  /** All of the dataset, the newest first. */
  readonly runs: readonly RunSummary[];
  /** The run that goes on; null: a new one. */
  readonly continued: RunSummary | null;
}

/** The options while they are filled in. */
export class Draft {
  readonly options: Signal<TrainingOptions>;
  /** Empty: the proposed one. */
  name = "";

  constructor(options: TrainingOptions) {
    this.options = new Signal(options);
  }

  change(part: Partial<TrainingOptions>): void {
    this.options.value = { ...this.options.value, ...part };
  }

  changeAugmentation(part: Partial<AugmentationOptions>): void {
    this.change({ augmentation: { ...this.options.value.augmentation, ...part } });
  }
}

/** What has been typed into the form of a new training. */
export interface KeptDraft {
  readonly options: TrainingOptions;
  readonly name: string;
}
