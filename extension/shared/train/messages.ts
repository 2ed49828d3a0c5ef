import type { RunSummary, SegClass, TrainingEvent, TrainingOptions, TrainingProposal } from "../protocol";

/** What VS Code keeps of a panel, so that it comes back with the window. */
export interface KeptPanel {
  /** The full path of the dataset. */
  readonly folder: string;
  /** The run that was shown; null: the form. */
  readonly run: string | null;
}

export type ToTrainView =
  /** To be given to VS Code's `setState` under the name `panel`; comes whenever it changes. */
  | { readonly type: "keep"; readonly panel: KeptPanel }
  /** The form's content: defaults or an earlier run's options, what the dataset says to them, and all runs, whose pace is known. */
  | {
      readonly type: "form";
      readonly proposal: TrainingProposal;
      readonly options: TrainingOptions;
      readonly runs: readonly RunSummary[];
    }
  /** The run that is shown from here on; its events follow from the first. `base` is the folder's address for pictures. */
  | {
      readonly type: "run";
      readonly run: RunSummary;
      readonly base: string;
      /** The dataset's, for their colours. */
      readonly classes: readonly SegClass[];
    }
  /** What has happened in the run, and how it stands now. */
  | { readonly type: "events"; readonly run: RunSummary; readonly events: readonly TrainingEvent[] }
  /** New events of another run whose curves are shown beside, from its first one on; null: take them away. */
  | { readonly type: "compare"; readonly run: string; readonly events: readonly TrainingEvent[] | null }
  /** All runs of the dataset, and how many of its images have no label. */
  | { readonly type: "runs"; readonly runs: readonly RunSummary[]; readonly unlabelled: number };

export type FromTrainView =
  | { readonly type: "ready" }
  | { readonly type: "stop" }
  /** Shows the form, with the shown run's options. */
  | { readonly type: "again" }
  | { readonly type: "compare"; readonly run: string; readonly isShown: boolean }
  | { readonly type: "show"; readonly run: string }
  /** Opens an image of the dataset in the label editor, by its file relative to the dataset. */
  | { readonly type: "open"; readonly file: string }
  /** Goes on with the model of the shown run. */
  | { readonly type: "next"; readonly step: NextStep }
  | { readonly type: "copyCommand"; readonly options: TrainingOptions };

/** What can be done with a model that has learned: predict what is not labelled, read advice, look inside. */
export type NextStep = "predict" | "advice" | "inside";

/** A training that is to begin. */
export interface TrainingWish {
  readonly options: TrainingOptions;
  /** Of the model; null: the first that is free. */
  readonly name: string | null;
  /** Whether the shown run is to go on instead. */
  readonly isResumed: boolean;
}

/** What the page asks. */
export interface TrainQuestions {
  /** Begins a training, or goes on with the shown run, and shows it. */
  readonly start: { readonly params: TrainingWish; readonly result: null };
  /** Writes a pattern into seg.json that keeps fields of view together. */
  readonly group: { readonly params: { readonly pattern: string }; readonly result: null };
  /** Draws samples as these options make them; the address of the picture. */
  readonly samples: {
    readonly params: { readonly options: TrainingOptions; readonly seed: number };
    readonly result: string;
  };
}
