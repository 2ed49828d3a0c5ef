// Made from the records and handlers in server/Seg.Server/Rpc; do not edit. A test tells how to renew it.

/** Raised with every change that an older end would not understand. */
export const protocolVersion = 6;

/** The number of an error that a user can act on; its message is a sentence, its data an {@link ErrorData}. */
export const userError = -32000;

/** The number of the answer to a request that was cancelled. */
export const cancelled = -32800;

/**
 * While a dataset's folder has this file, a change of its classes was cut off: masks and `seg.json` do not fit each
 * other, and nothing may be saved there. `dataset/read` finishes the change.
 */
export const unfinishedClasses = ".seg-reclass.json";

/** The file that makes a folder a dataset. */
export const segJsonName = "seg.json";

/** The value of a pixel without a label; training and scores leave it out. */
export const notLabelled = 255;

/** What the file of an image's `LabelState` has in the place of its mask's `.png`. */
export const labelStateEnding = ".state.json";

/** The background and one more. */
export const leastClasses = 2;

/** A mask has 8 bits, and one value is for what is not labelled. */
export const mostClasses = 255;

/** The colour of the background. */
export const backgroundColor = "#000000";

/** What may stand in such a file; an image that is not labelled has none. */
export const labelStateWords: readonly LabelStateWord[] = [
  { state: "inProgress", word: "in progress" },
  { state: "done", word: "done" },
  { state: "noObjects", word: "no objects" },
];

/** What `seg.json` need not say, by the names of its fields. */
export const segJsonDefaults: SegJsonDefaults = { version: 1, images: "images", masks: "masks", page: 1 };

/**
 * Colours for the classes after the background that people with any colour vision can tell apart: the seven of Okabe
 * and Ito, then Paul Tol's muted ones.
 */
export const classColors: readonly string[] = [
  "#e69f00",
  "#56b4e9",
  "#009e73",
  "#f0e442",
  "#0072b2",
  "#d55e00",
  "#cc79a7",
  "#332288",
  "#ddcc77",
  "#117733",
  "#88ccee",
  "#882255",
  "#44aa99",
  "#999933",
  "#aa4499",
  "#cc6677",
];

/** The colours of a map at every eighth of its range, as `#rrggbb`. */
export const viridis: readonly string[] = [
  "#440154",
  "#472d7b",
  "#3b528b",
  "#2c728e",
  "#21908c",
  "#27ad81",
  "#5dc863",
  "#aadc32",
  "#fde725",
];

/** What there is to know of each way to explain, the usual one first. */
export const heatmapMethods: Readonly<Record<HeatmapMethod, HeatmapMethodInfo>> = {
  segGradCam: {
    method: "segGradCam",
    name: "seg-grad-cam",
    label: "Seg-Grad-CAM",
    summary: "Parts of the layer that raise the score of the class, on average over the chosen pixels.",
    needsClass: true,
    needsPixels: true,
    needsLayer: true,
    needsGradients: true,
    isSlow: false,
  },
  gradCamPlusPlus: {
    method: "gradCamPlusPlus",
    name: "grad-cam++",
    label: "Grad-CAM++",
    summary: "Like Seg-Grad-CAM, with more weight on small parts.",
    needsClass: true,
    needsPixels: true,
    needsLayer: true,
    needsGradients: true,
    isSlow: false,
  },
  hiResCam: {
    method: "hiResCam",
    name: "hires-cam",
    label: "HiResCAM",
    summary: "What each pixel of the layer adds to the score of the class; sharper, without averaging.",
    needsClass: true,
    needsPixels: true,
    needsLayer: true,
    needsGradients: true,
    isSlow: false,
  },
  eigenCam: {
    method: "eigenCam",
    name: "eigen-cam",
    label: "Eigen-CAM",
    summary: "The strongest pattern in the layer (first principal component), the same for every class.",
    needsClass: false,
    needsPixels: false,
    needsLayer: true,
    needsGradients: false,
    isSlow: false,
  },
  probability: {
    method: "probability",
    name: "probability",
    label: "Class probability",
    summary: "The predicted probability of the class at each pixel.",
    needsClass: true,
    needsPixels: false,
    needsLayer: false,
    needsGradients: false,
    isSlow: false,
  },
  occlusion: {
    method: "occlusion",
    name: "occlusion",
    label: "Occlusion",
    summary:
      "How far the score of the class falls when a square of the image is covered. Slow, but uses only the model's output.",
    needsClass: true,
    needsPixels: true,
    needsLayer: false,
    needsGradients: false,
    isSlow: true,
  },
};

/** What each number among the options of a training may be. */
export const optionRanges = {
  epochs: { low: 1, high: 100000 },
  stepsPerEpoch: { low: 1, high: 100000 },
  batch: { low: 1, high: 1024 },
  crop: { low: 32, high: 4096 },
  learningRate: { low: 1e-8, high: 10 },
  encoderRate: { low: 0, high: 10 },
  frozenEpochs: { low: 0, high: 100000 },
  weightDecay: { low: 0, high: 10 },
  seed: { low: -2147483648, high: 2147483647 },
  threads: { low: 0, high: 1024 },
} as const satisfies Readonly<Record<string, NumberRange>>;

/** A state as a file says it. */
export interface LabelStateWord {
  /** Which. */
  readonly state: LabelState;
  /** What stands in the file. */
  readonly word: string;
}

/** What a dataset is like whose `seg.json` says nothing else. */
export interface SegJsonDefaults {
  /** The only one so far; a file must name it. */
  readonly version: number;
  /** The folder of the images, relative to the dataset. */
  readonly images: string;
  /** The folder of the masks, relative to the dataset. */
  readonly masks: string;
  /** Which page of multi-page images is labelled, from 1. */
  readonly page: number;
}

/** Ways to show why a model says what it says. */
export type HeatmapMethod = "segGradCam" | "gradCamPlusPlus" | "hiResCam" | "eigenCam" | "probability" | "occlusion";

/** What people, and everything that offers heatmaps, need to know of a method. */
export interface HeatmapMethodInfo {
  /** Which. */
  readonly method: HeatmapMethod;
  /** As the command line and files name it. */
  readonly name: string;
  /** As the literature writes it. */
  readonly label: string;
  /** What it shows, in one sentence. */
  readonly summary: string;
  /** Whether it explains a class; otherwise it is the same for all of them. */
  readonly needsClass: boolean;
  /** Whether it explains chosen pixels; otherwise it is of the whole image. */
  readonly needsPixels: boolean;
  /** Whether it looks at one layer; otherwise it asks the whole network. */
  readonly needsLayer: boolean;
  /** Whether it takes a backward pass through the network. */
  readonly needsGradients: boolean;
  /** Whether it takes minutes rather than a moment. */
  readonly isSlow: boolean;
}

/** What a number may be, ends included. */
export interface NumberRange {
  /** The least. */
  readonly low: number;
  /** The greatest. */
  readonly high: number;
}

/** Goes with an error that a user can act on. */
export interface ErrorData {
  /** A stable name, such as `image.unreadable`. */
  readonly code: string;
  /** The options to look at, such as `learningRate`, by their names in the parameters of the request. */
  readonly fields: readonly string[];
}

/** How far the labels of an image are. */
export type LabelState = "notLabelled" | "inProgress" | "done" | "noObjects";

/** What can be asked of the server: what goes in and what comes out. */
export interface Requests {
  /** Comes first: whether both ends understand each other, and what the server has at hand. */
  readonly "session/hello": { readonly params: HelloParams; readonly result: HelloResult };
  /** Reads a dataset: its classes, its images and its models. */
  readonly "dataset/read": { readonly params: ReadDatasetParams; readonly result: DatasetContent };
  /** Makes a folder of images a dataset. */
  readonly "dataset/create": { readonly params: CreateDatasetParams; readonly result: DatasetContent };
  /**
   * Adds, renames, recolours, reorders and removes classes; masks are written anew where values change. A class that is
   * used by masks cannot be removed. After an error or a kill at any moment masks and classes fit each other, unless
   * there is the file that {@link unfinishedClasses} names.
   */
  readonly "dataset/classes": { readonly params: EditClassesParams; readonly result: DatasetContent };
  /** Has images whose names share what a pattern finds stay in one part of the split: writes it into `seg.json`. */
  readonly "dataset/group": { readonly params: GroupImagesParams; readonly result: Done };
  /** Has another page of a dataset's stacks be the labelled one. */
  readonly "dataset/page": { readonly params: LabelPageParams; readonly result: DatasetContent };
  /** Writes the values of a picture to a file that the label editor reads. */
  readonly "image/render": { readonly params: RenderParams; readonly result: RenderResult };
  /** What the form of a new training shows: reads all labelled images and their masks. */
  readonly "runs/propose": { readonly params: RunsParams; readonly result: TrainingProposal };
  /** Lists the trainings of a dataset, whoever began them. */
  readonly "runs/list": { readonly params: RunsParams; readonly result: RunList };
  /** Reads what was asked for in a training. */
  readonly "runs/options": { readonly params: RunParams; readonly result: TrainingOptions };
  /** Draws samples as a training would make them, beside the images that they are cut from. */
  readonly "runs/samples": { readonly params: SamplesParams; readonly result: Samples };
  /** Writes the command line that does such a training in a terminal or a batch queue. */
  readonly "runs/commandLine": { readonly params: CommandLineParams; readonly result: CommandLine };
  /**
   * Starts a training, or lets one go on, as a process that outlives this one. The answer comes when it has begun, or
   * says why it cannot.
   */
  readonly "runs/start": { readonly params: StartRunParams; readonly result: RunSummary };
  /** Asks a training to end after its current step; the model is kept. How it ends is among its events. */
  readonly "runs/stop": { readonly params: RunParams; readonly result: Done };
  /**
   * Reads the events of a training from a place on. Without new ones it answers when one comes or the state changes,
   * after 20 seconds at the latest; of a training that is not running it answers sooner.
   */
  readonly "runs/follow": { readonly params: FollowRunParams; readonly result: RunEvents };
  /** Gives a training that is not running another name. */
  readonly "runs/rename": { readonly params: RenameRunParams; readonly result: Done };
  /** Removes a training that is not running, with its model. */
  readonly "runs/delete": { readonly params: RunParams; readonly result: Done };
  /**
   * Predicts images and writes masks and tables. An image that cannot be read is reported in the answer and the rest
   * goes on; when it is cancelled, what is finished stays.
   */
  readonly "predict/images": {
    readonly params: PredictParams;
    readonly result: PredictionReport;
    readonly progress: PredictProgress;
  };
  /** Says whether images are of the kind that a model was trained on. */
  readonly "predict/fit": { readonly params: ModelFitParams; readonly result: ModelFitResult };
  /** Predicts what was left undone in a folder when a program was killed, as it was to be predicted. */
  readonly "predict/finish": {
    readonly params: FinishParams;
    readonly result: Done;
    readonly progress: PredictProgress;
  };
  /** Lists what a model has predicted in a folder, with scores where there are labels. */
  readonly "predict/list": { readonly params: PredictionsParams; readonly result: Predictions };
  /** Reads the objects of an image that was predicted. */
  readonly "predict/objects": { readonly params: ObjectsParams; readonly result: ObjectList };
  /** Draws what a model thinks of each pixel: 8-bit gray, where 255 stands for 1. */
  readonly "predict/map": { readonly params: MapParams; readonly result: RenderResult };
  /** Predicts the unlabelled images of a dataset and ranks them by what labelling them would teach the model. */
  readonly "predict/rank": {
    readonly params: RankParams;
    readonly result: Ranking;
    readonly progress: PredictProgress;
  };
  /** Reads the ranking that was made last. */
  readonly "predict/ranking": { readonly params: ReadDatasetParams; readonly result: Ranking };
  /** Describes the layers of a model and what it makes of an image. */
  readonly "explain/layers": { readonly params: LayersParams; readonly result: LayersResult };
  /** Describes what each channel of a layer does. */
  readonly "explain/channels": { readonly params: ChannelsParams; readonly result: ChannelsResult };
  /** Draws channels of a layer as small pictures of the image, one below the other: 8-bit gray. */
  readonly "explain/channelTiles": { readonly params: ChannelTilesParams; readonly result: RenderResult };
  /** Draws a channel of a layer at the size of the image: 8-bit gray. */
  readonly "explain/channel": { readonly params: ChannelParams; readonly result: RenderResult };
  /** Draws what in the image speaks for a class at some of its pixels. */
  readonly "explain/heatmap": {
    readonly params: HeatmapParams;
    readonly result: HeatmapResult;
    readonly progress: PredictProgress;
  };
  /** Draws the picture that a channel responds to most. */
  readonly "explain/pattern": {
    readonly params: PatternParams;
    readonly result: PatternResult;
    readonly progress: PredictProgress;
  };
  /** Measures a model on the labelled images that it knows of; what was measured already is answered at once. */
  readonly "advice/review": {
    readonly params: ReviewParams;
    readonly result: Review;
    readonly progress: PredictProgress;
  };
  /**
   * Draws where label and prediction differ, or the pixels of one cell of the confusion matrix: 255 there, 0 elsewhere.
   */
  readonly "advice/errors": { readonly params: ErrorsParams; readonly result: RenderResult };
  /** Draws how unsure a model is of each pixel, the entropy of its probabilities: 255 stands for 1. */
  readonly "advice/uncertainty": { readonly params: UncertaintyParams; readonly result: RenderResult };
  /** Writes a report of a model as one HTML file. */
  readonly "advice/report": {
    readonly params: ReportParams;
    readonly result: Done;
    readonly progress: PredictProgress;
  };
  /**
   * Fetches an encoder's published weights unless they are here, and checks them. Cancelled, it goes on the next time.
   */
  readonly "weights/get": {
    readonly params: WeightsParams;
    readonly result: WeightsFile;
    readonly progress: PredictProgress;
  };
}

/** The names of the requests. */
export const methods = {
  sessionHello: "session/hello",
  datasetRead: "dataset/read",
  datasetCreate: "dataset/create",
  datasetClasses: "dataset/classes",
  datasetGroup: "dataset/group",
  datasetPage: "dataset/page",
  imageRender: "image/render",
  runsPropose: "runs/propose",
  runsList: "runs/list",
  runsOptions: "runs/options",
  runsSamples: "runs/samples",
  runsCommandLine: "runs/commandLine",
  runsStart: "runs/start",
  runsStop: "runs/stop",
  runsFollow: "runs/follow",
  runsRename: "runs/rename",
  runsDelete: "runs/delete",
  predictImages: "predict/images",
  predictFit: "predict/fit",
  predictFinish: "predict/finish",
  predictList: "predict/list",
  predictObjects: "predict/objects",
  predictMap: "predict/map",
  predictRank: "predict/rank",
  predictRanking: "predict/ranking",
  explainLayers: "explain/layers",
  explainChannels: "explain/channels",
  explainChannelTiles: "explain/channelTiles",
  explainChannel: "explain/channel",
  explainHeatmap: "explain/heatmap",
  explainPattern: "explain/pattern",
  adviceReview: "advice/review",
  adviceErrors: "advice/errors",
  adviceUncertainty: "advice/uncertainty",
  adviceReport: "advice/report",
  weightsGet: "weights/get",
} as const satisfies Record<string, keyof Requests>;

/** Who asks. */
export interface HelloParams {
  /** The {@link protocolVersion} that the asking end was built with. */
  readonly protocol: number;
}

/** Who answers. */
export interface HelloResult {
  /** The same as asked for. */
  readonly protocol: number;
  /** The version of the server. */
  readonly version: string;
  /** What networks would run on, in words for people. */
  readonly device: string;
  /** How much memory the server may use. */
  readonly memoryBytes: number;
}

/** Which dataset is to be read. */
export interface ReadDatasetParams {
  /** The full path of the folder that has the `seg.json`. */
  readonly folder: string;
}

/** A dataset as it is on disk. */
export interface DatasetContent {
  /** The full path of the folder that has the `seg.json`. */
  readonly folder: string;
  /** The full path of the images' folder. */
  readonly imagesFolder: string;
  /** The full path of the masks' folder, whether it exists or not. */
  readonly masksFolder: string;
  /** Which page of multi-page images is labelled, from 1. */
  readonly page: number;
  /** The classes in the order of their mask values; the first is the background. */
  readonly classes: readonly SegClass[];
  /** The images in the order of their stems. */
  readonly images: readonly ImageItem[];
  /** The trained models in the order of their names. */
  readonly models: readonly ModelItem[];
}

/** A class of the dataset; its index in `classes` is its value in the masks. */
export interface SegClass {
  /** Unique within the dataset. */
  readonly name: string;
  /** As `#rrggbb`. */
  readonly color: string;
}

/** An image of a dataset. */
export interface ImageItem {
  /** The file name without its ending: what names the image, its mask and its predictions. */
  readonly stem: string;
  /** The full path of the image. */
  readonly file: string;
  /** The full path of its mask, whether it exists or not. */
  readonly mask: string;
  /** How far its labels are. */
  readonly state: LabelState;
}

/** A model of a dataset. */
export interface ModelItem {
  /** The name of its folder in `models`. */
  readonly name: string;
}

/** What is to become a dataset. */
export interface CreateDatasetParams {
  /**
   * The full path of a folder with images, or with a folder `images` of images. The folder `images` itself stands for
   * the one that it is in; the answer says which became the dataset.
   */
  readonly folder: string;
  /** The classes in the order of their mask values; the first is the background. */
  readonly classes: readonly SegClass[];
}

/** How the classes of a dataset are to be. */
export interface EditClassesParams {
  /** The full path of the folder that has the `seg.json`. */
  readonly folder: string;
  /** All classes in their new order; the first is the background. */
  readonly classes: readonly EditedClass[];
}

/** A class in an edited list; its place in the list is its new value in the masks. */
export interface EditedClass {
  /** Unique within the dataset. */
  readonly name: string;
  /** As `#rrggbb`. */
  readonly color: string;
  /** Its value until now; null: a new class. */
  readonly previous: number | null;
}

/** Which images are to stay together. */
export interface GroupImagesParams {
  /** The full path of the folder that has the `seg.json`. */
  readonly folder: string;
  /** Its first group names what belongs together. */
  readonly pattern: string;
}

/** The answer of what is done and has no result. */
export type Done = Record<string, never>;

/** Which page of its stacks a dataset labels from now on. */
export interface LabelPageParams {
  /** The full path of the folder that has the `seg.json`. */
  readonly folder: string;
  /** From 1. */
  readonly page: number;
  /** Whether labels that there are count for the new page; otherwise they are kept beside the masks. */
  readonly keepsLabels: boolean;
}

/** Which picture is wanted. */
export interface RenderParams {
  /** The full path of an image. */
  readonly file: string;
  /** The page of a multi-page TIFF, from 1; 1 for other images. */
  readonly page: number;
  /** The full path of a folder to write into; it is made if needed, and kept from growing without end. */
  readonly folder: string;
}

/** A picture as a file of values. */
export interface RenderResult {
  /**
   * The full path of the file: gzip over little-endian values as in the image, rows from top to bottom, channels
   * interleaved. It stays the same while the image does.
   */
  readonly file: string;
  /** In pixels. */
  readonly width: number;
  /** In pixels. */
  readonly height: number;
  /** 1: gray; 3: red, green, blue. */
  readonly channels: 1 | 3;
  /** The type of each value. */
  readonly type: PixelType;
  /** How many pages the image has. */
  readonly pages: number;
  /**
   * How the page asks to be turned, as TIFF and EXIF number it, 1 to 8; 1: not at all. The values are as stored, not
   * turned.
   */
  readonly orientation: number;
}

/** How a value of a picture is stored. */
export type PixelType = "uint8" | "uint16" | "float32";

/** Whose trainings are meant. */
export interface RunsParams {
  /** The full path of the folder that has the `seg.json`. */
  readonly folder: string;
}

/** What the form of a new training shows. */
export interface TrainingProposal {
  /** The classes in the order of their mask values; the first is the background. */
  readonly classes: readonly SegClass[];
  /** The share of each class of the labelled pixels, 0 to 1. */
  readonly classShares: readonly number[];
  /** The names of the encoders that there are. */
  readonly encoders: readonly string[];
  /** What the network may start from; the first is nothing. */
  readonly weights: readonly WeightsChoice[];
  /** Class weights that make up for the shares, in the form of the option. */
  readonly proposedClassWeights: string;
  /** The images that are done, in the order of their stems. */
  readonly images: readonly LabelledItem[];
  /** How many more are in progress; the option says whether these are learned from. */
  readonly inProgress: number;
  /** The stems of the validation images when the options do not say which. */
  readonly validation: readonly string[];
  /** The stems that training never sees. */
  readonly test: readonly string[];
  /** Which of the images show the same field of view, and what would keep them together. */
  readonly fields: FieldsOfView;
  /** What is wrong with the labelled images, errors first; with an error training does not start. */
  readonly problems: readonly DatasetProblem[];
  /** Options that are good enough to begin with. */
  readonly defaults: TrainingOptions;
  /** The name that a training gets when none is given. */
  readonly freeName: string;
  /** What it would run on, in words for people. */
  readonly device: string;
  /** How much memory it may use. */
  readonly memoryBytes: number;
}

/** Weights that a network may start from. */
export interface WeightsChoice {
  /** In words for people. */
  readonly label: string;
  /** The option's value: the full path of a file, `microscopy`, `imagenet`, or null for random weights. */
  readonly path: string | null;
  /** The encoder they are for; null: any. */
  readonly encoder: string | null;
}

/** A labelled image. */
export interface LabelledItem {
  /** The file name without its ending. */
  readonly stem: string;
  /** The image relative to the dataset's folder, with forward slashes. */
  readonly file: string;
  /** Images of one group stay in one part of the split. */
  readonly group: string;
}

/**
 * Which labelled images show the same field of view: by their pixels, see `ImageDetails`, or because their names say
 * that they are heights of one; out of focus such images need not look alike.
 */
export interface FieldsOfView {
  /** The stems of each field with more than one image. */
  readonly together: readonly (readonly string[])[];
  /** What would keep them together; null: they are kept together already, or their names share nothing that would. */
  readonly proposal: GroupProposal | null;
}

/** One thing that is wrong with a dataset. */
export interface DatasetProblem {
  /** The file it is about, relative to the dataset's folder, with forward slashes. */
  readonly file: string;
  /** What is wrong. */
  readonly problem: string;
  /** What to do about it. */
  readonly remedy: string;
  /** Whether the dataset can be used as it is. */
  readonly severity: Severity;
}

/** All that decides a training run, together with the dataset; written to `options.json`. */
export interface TrainingOptions {
  /** The name of an encoder, one of `EncoderRegistry`. */
  readonly encoder: string;
  /**
   * The full path of a safetensors file with the starting weights; `microscopy`: those that come with Seg, see
   * `ShippedWeights`; `imagenet`: those that are published for the encoder; or null: random ones.
   */
  readonly weights: string | null;
  /** What training minimises, such as `ce + dice`; see `LossExpression`. */
  readonly loss: string;
  /** `none`, `balanced` or one number a class such as `1,2,5`; see `ClassWeights`. */
  readonly classWeights: string;
  /** Number of epochs; after each the model is measured on the validation images and saved. */
  readonly epochs: number;
  /** Optimizer steps per epoch. */
  readonly stepsPerEpoch: number;
  /** Crops per step. */
  readonly batch: number;
  /** Height and width of a crop in pixels, a multiple of 32. */
  readonly crop: number;
  /** The highest learning rate of the decoder. */
  readonly learningRate: number;
  /** The encoder's learning rate as a share of the decoder's, where the encoder starts from pretrained weights. */
  readonly encoderRate: number;
  /** For how many epochs at first only the decoder is trained, where the encoder starts from pretrained weights. */
  readonly frozenEpochs: number;
  /** AdamW's decoupled weight decay (Loshchilov and Hutter 2017, arXiv:1711.05101). */
  readonly weightDecay: number;
  /** Decides starting weights, split and samples. */
  readonly seed: number;
  /** Whether only the decoder is trained. */
  readonly freezeEncoder: boolean;
  /** Stems to validate on instead of what `seg.json` says; empty: none. */
  readonly validation: readonly string[] | null;
  /** Whether images whose labels are in progress are learned from too; see `LabelState`. */
  readonly inProgress: boolean;
  /** Threads of torch; 0: as many as there are cores. */
  readonly threads: number;
  /** How samples are varied. */
  readonly augmentation: AugmentationOptions;
  /** How images are brought to one range. */
  readonly normalization: Normalization;
}

/** A pattern that would keep fields of view together, and what it makes. */
export interface GroupProposal {
  /** For `group`. */
  readonly pattern: string;
  /** Its groups of more than one image, in the order of their names. */
  readonly groups: readonly ImageGroup[];
}

/** Whether a problem keeps the dataset from being used. */
export type Severity = "warning" | "error";

/**
 * How training samples differ from the images they are cut from. Each change has a probability per sample (0: never)
 * and a range; pixel values are those of normalised images, where 0 is dark and 1 is bright. The defaults suit
 * microscopy, where orientation means nothing and exposure varies a little. Size and proportions often tell classes
 * apart and a microscope does not change them, so that scaling and shearing are off: with them, mean IoU on unseen
 * fields of view of real yeast was 0.04 lower.
 */
export interface AugmentationOptions {
  /**
   * The share of crops placed on a pixel of a foreground class, the class drawn evenly among those in the image; 0 to
   * 1.
   */
  readonly foregroundShare: number;
  /** Probability of a mirror image, for each axis. */
  readonly flipProbability: number;
  /** Whether a sample is turned by 0, 90, 180 or 270 degrees, each equally often. */
  readonly quarterTurns: boolean;
  /** Probability of a rotation by any angle, on top of quarter turns. */
  readonly rotationProbability: number;
  /** The largest rotation to either side, in degrees; 0 to 180. */
  readonly rotationDegrees: number;
  /** Probability of another magnification. */
  readonly scaleProbability: number;
  /** The smallest magnification; 0.1 to `scaleHigh`. */
  readonly scaleLow: number;
  /** The largest magnification; up to 10. */
  readonly scaleHigh: number;
  /**
   * How much more one axis may be magnified than the other where there is scaling: 0.1 means up to 1.1 times; 0 to 1.
   */
  readonly anisotropy: number;
  /** Probability of a shear. */
  readonly shearProbability: number;
  /** The largest shear to either side, in degrees; 0 to 45. */
  readonly shearDegrees: number;
  /**
   * Probability of a shift by whole pixels, which may lead out of the image; it shows the image's margin as often as
   * its middle.
   */
  readonly translationProbability: number;
  /** The largest shift to either side along each axis, as a share of the crop; 0 to 1. */
  readonly translationShare: number;
  /**
   * Probability of an elastic deformation: random shifts of a coarse grid's nodes, smooth between (Ronneberger et al.,
   * 2015).
   */
  readonly elasticProbability: number;
  /** The distance of the grid's nodes in pixels of the crop; 8 to 1024. */
  readonly elasticSpacing: number;
  /**
   * The largest shift of a node along each axis in pixels; at most 0.3 times the spacing, beyond which the image would
   * fold.
   */
  readonly elasticStrength: number;
  /** Probability of a grid distortion: strips of the crop stretched and squeezed along each axis. */
  readonly gridProbability: number;
  /** The number of strips along each axis; 2 to 32. */
  readonly gridCells: number;
  /** The largest shift of a line between strips, as a share of a strip's width; 0 to 0.45. */
  readonly gridStrength: number;
  /** Probability of a brighter or darker sample. */
  readonly brightnessProbability: number;
  /** The largest value added or taken away; 0 to 1. */
  readonly brightness: number;
  /** Probability of another contrast about the sample's mean. */
  readonly contrastProbability: number;
  /** The smallest contrast factor; 0.05 to `contrastHigh`. */
  readonly contrastLow: number;
  /** The largest contrast factor; up to 10. */
  readonly contrastHigh: number;
  /** Probability of a gamma curve on the values between 0 and 1; those outside stay. */
  readonly gammaProbability: number;
  /** The smallest exponent; 0.05 to `gammaHigh`. */
  readonly gammaLow: number;
  /** The largest exponent; up to 10. */
  readonly gammaHigh: number;
  /** Probability, for images of three channels, of a shift of each channel by its own value. */
  readonly colorProbability: number;
  /** The largest shift of a channel to either side; 0 to 1. */
  readonly color: number;
  /** Probability of a Gaussian blur. */
  readonly blurProbability: number;
  /** The largest standard deviation of the blur in pixels, the smallest being 0.3; 0.3 to 10. */
  readonly blurSigma: number;
  /** Probability of Gaussian noise. */
  readonly noiseProbability: number;
  /** The largest standard deviation of the noise; 0 to 1. */
  readonly noiseSigma: number;
}

/**
 * Brings images of any depth and exposure to one range: the image's own percentile `low` becomes 0, `high` becomes 1,
 * over all channels together so that colours keep their balance. Values outside stay outside the range; nothing is
 * clipped.
 */
export interface Normalization {
  /** A percentile, 0 to 100, below `high`. */
  readonly low: number;
  /** A percentile, 0 to 100. */
  readonly high: number;
}

/** Images that belong together. */
export interface ImageGroup {
  /** What their names share. */
  readonly name: string;
  /** The images. */
  readonly stems: readonly string[];
}

/** The trainings of a dataset. */
export interface RunList {
  /** Those that were begun last come first. */
  readonly runs: readonly RunSummary[];
}

/** How far a training has come, as its folder shows. */
export interface RunSummary {
  /** The name of its folder in `models`. */
  readonly name: string;
  /** Whether it is running, or how it ended. */
  readonly state: RunState;
  /** The name of its encoder. */
  readonly encoder: string;
  /** How many it is to do in all. */
  readonly epochs: number;
  /** How many are finished. */
  readonly epoch: number;
  /** Optimizer steps that are done. */
  readonly step: number;
  /** How many it is to do in all. */
  readonly steps: number;
  /** The epoch of the best weights, from 1; 0: none is finished. */
  readonly bestEpoch: number;
  /** Its mean IoU on the validation images; null where there are none. */
  readonly bestMeanIou: number | null;
  /** The same of the last finished epoch. */
  readonly lastMeanIou: number | null;
  /** The number of training images. */
  readonly learned: number;
  /** The stems of the images that it is measured on. */
  readonly validation: readonly string[];
  /** When it was first begun. */
  readonly started: string;
  /** How it ended, in a sentence for people; empty while it runs. */
  readonly message: string;
  /** What was asked for; null: it cannot be read. */
  readonly options: TrainingOptions | null;
  /** Where it runs, in words for people; null: it is not known. */
  readonly device: string | null;
  /**
   * How long an epoch takes there, measuring and saving included: the median of the last ones; null: none is finished.
   */
  readonly epochSeconds: number | null;
}

/** How it stands with a run. */
export type RunState = "running" | "completed" | "stopped" | "failed" | "killed";

/** Which training is meant. */
export interface RunParams {
  /** The full path of the folder that has the `seg.json`. */
  readonly folder: string;
  /** The name of its folder in `models`. */
  readonly name: string;
}

/** How samples are to be drawn. */
export interface SamplesParams {
  /** The full path of the folder that has the `seg.json`. */
  readonly folder: string;
  /** How they are varied. */
  readonly augmentation: AugmentationOptions;
  /** Their side in pixels. */
  readonly crop: number;
  /** Another number gives others. */
  readonly seed: number;
  /** The full path of a folder to write into. */
  readonly into: string;
}

/** Samples of a training. */
export interface Samples {
  /** The full path of the picture, a PNG; the next one of the dataset replaces it. */
  readonly file: string;
}

/** Which command line is wanted. */
export interface CommandLineParams {
  /** The full path of the folder that has the `seg.json`. */
  readonly folder: string;
  /** The name that the model gets; null: the first free one. */
  readonly name: string | null;
  /** What is asked for. */
  readonly options: TrainingOptions;
  /** The full path of a folder for a file of options, which is written where flags cannot say all of them. */
  readonly into: string;
}

/** A command line. */
export interface CommandLine {
  /** For a POSIX shell. */
  readonly line: string;
}

/** A training that is to begin, or to go on. */
export interface StartRunParams {
  /** The full path of the folder that has the `seg.json`. */
  readonly folder: string;
  /** The name of its folder in `models`; null: the first free one. */
  readonly name: string | null;
  /** What is asked for. */
  readonly options: TrainingOptions;
  /** Whether to go on with the training of that name. */
  readonly isResumed: boolean;
}

/** Which training is to be read on. */
export interface FollowRunParams {
  /** The full path of the folder that has the `seg.json`. */
  readonly folder: string;
  /** The name of its folder in `models`. */
  readonly name: string;
  /** 0, or what the last answer said. */
  readonly offset: number;
}

/** What has happened in a training. */
export interface RunEvents {
  /**
   * Lines of `events.jsonl`, the oldest first; perhaps not all, so ask again. What cannot be understood is left out.
   * The first begins a training anew when the file has been replaced since the last answer.
   */
  readonly events: readonly TrainingEvent[];
  /** How many bytes of the file are read so far; for the next request. */
  readonly offset: number;
  /** What all of them come to, as lists have it. */
  readonly run: RunSummary;
}

/** One line of `events.jsonl`. */
export type TrainingEvent = StartEvent | StepEvent | EpochEvent | BestEvent | PreviewEvent | EndEvent;

/** A run begins, or goes on: then steps after `step` that stand above this line are done again. */
export interface StartEvent {
  readonly type: "start";
  /** Steps that are done already. */
  readonly step: number;
  /** Epochs of the whole run. */
  readonly epochs: number;
  /** Steps of each. */
  readonly stepsPerEpoch: number;
  /** Where it runs, for people. */
  readonly device: string;
  /** Which images are used for what. */
  readonly split: SplitStems;
  /**
   * That validation images show what training images show, and what to do; null: they do not, or it was not looked for.
   */
  readonly leak: string | null;
  /** When it happened. */
  readonly time: string;
}

/** Written a few times a second at most. */
export interface StepEvent {
  readonly type: "step";
  /** From 1. */
  readonly epoch: number;
  /** Steps done in the whole run. */
  readonly step: number;
  /** Of this step's batch. */
  readonly loss: number;
  /** Of the decoder in this step. */
  readonly learningRate: number;
  /** Crops trained on, since the last such line. */
  readonly imagesPerSecond: number;
  /** What the process has of the machine's memory; null: not known. */
  readonly memoryBytes: number | null;
  /** When it happened. */
  readonly time: string;
}

/**
 * An epoch has ended; where it is the best, its weights are on the disk. The checkpoint to go on from follows at once:
 * a kill between the two makes the next run do the epoch, and write this line, again.
 */
export interface EpochEvent {
  readonly type: "epoch";
  /** From 1. */
  readonly epoch: number;
  /** Steps done in the whole run. */
  readonly step: number;
  /** Mean over the epoch's steps. */
  readonly loss: number;
  /** Whether it is the best so far. */
  readonly isBest: boolean;
  /** From the epoch's start to its checkpoint. */
  readonly seconds: number;
  /** On the whole validation images; null where there are none. */
  readonly scores: SegmentationScores | null;
  /** Mean over these images; null where there are none. */
  readonly validationLoss: number | null;
  /**
   * On the crops of the epoch, augmented as they are, each before the network was trained on it; after an interruption
   * on those since then. Null in runs of earlier versions.
   */
  readonly trainingScores: SegmentationScores | null;
  /** When it happened. */
  readonly time: string;
}

/**
 * A run that goes on has other validation images than before, or other labels of them, so that the scores until then
 * say nothing about what comes: the best weights so far are measured on those of now.
 */
export interface BestEvent {
  readonly type: "best";
  /** Of these weights, from 1. */
  readonly epoch: number;
  /** On the validation images of now; null where there are none, and until they are measured. */
  readonly scores: SegmentationScores | null;
  /** When it happened. */
  readonly time: string;
}

/** A picture of a validation image was written. */
export interface PreviewEvent {
  readonly type: "preview";
  /** From 1. */
  readonly epoch: number;
  /** Its stem. */
  readonly image: string;
  /** Relative to the run's folder. */
  readonly file: string;
  /** When it happened. */
  readonly time: string;
}

/** The run has ended. A run without this last line was killed. */
export interface EndEvent {
  readonly type: "end";
  /** `completed`, `stopped` or `failed`. */
  readonly reason: string;
  /** A sentence for people. */
  readonly message: string;
  /** Steps done in the whole run. */
  readonly step: number;
  /** The epoch of the best weights; 0: none was finished. */
  readonly bestEpoch: number;
  /** Its mean IoU on the validation images; null where there are none. */
  readonly bestMeanIou: number | null;
  /** When it happened. */
  readonly time: string;
}

/** The stems of the images on each side. */
export interface SplitStems {
  /** Learned from. */
  readonly train: readonly string[];
  /** Measured after each epoch; they chose the best epoch. */
  readonly validation: readonly string[];
  /** Never seen. */
  readonly test: readonly string[];
}

/**
 * The scores of a prediction, from pixel counts over all images together. Each lies between 0 and 1, or is null where
 * it is undefined (0/0): a class that neither truth nor prediction holds has no IoU and no Dice, one that is never
 * predicted no precision, one that never occurs no recall. Means are over the classes where the value is defined.
 */
export interface SegmentationScores {
  /** The mean intersection over union of all classes, background included. */
  readonly meanIou: number | null;
  /** The same without the background, class 0. */
  readonly meanIouForeground: number | null;
  /** The mean Dice coefficient of all classes, background included. */
  readonly meanDice: number | null;
  /** The same without the background, class 0. */
  readonly meanDiceForeground: number | null;
  /** The share of pixels that are right. */
  readonly pixelAccuracy: number | null;
  /** The scores of each class, in their order. */
  readonly classes: readonly ClassScores[];
  /** Pixels by true class (row) and predicted class (column). */
  readonly confusion: readonly (readonly number[])[];
}

/**
 * The scores of one class, from pixels that are rightly of the class (TP), wrongly (FP) and missed (FN); null where the
 * denominator is 0.
 */
export interface ClassScores {
  /** The name of the class. */
  readonly name: string;
  /** Intersection over union, TP / (TP + FP + FN). */
  readonly iou: number | null;
  /** 2 TP / (2 TP + FP + FN), also called F1. */
  readonly dice: number | null;
  /** TP / (TP + FP): the share of the predicted pixels that is right. */
  readonly precision: number | null;
  /** TP / (TP + FN): the share of the true pixels that was found. */
  readonly recall: number | null;
  /** How many pixels have the class in the truth. */
  readonly truthPixels: number;
}

/** Which name a training is to have. */
export interface RenameRunParams {
  /** The full path of the folder that has the `seg.json`. */
  readonly folder: string;
  /** The name of its folder in `models`. */
  readonly name: string;
  /** The new one. */
  readonly to: string;
}

/** Which images are to be predicted, and by what. */
export interface PredictParams {
  /** The full path of the model's folder. */
  readonly model: string;
  /**
   * Full paths: a dataset's folder alone, or any number of images and folders of images. Of a dataset only the page
   * that is labelled is predicted, of other stacks every page.
   */
  readonly inputs: readonly string[];
  /** Whether a dataset's labelled images are predicted too. */
  readonly includesLabelled: boolean;
}

/** What was predicted and written. */
export interface PredictionReport {
  /** Where the masks are. */
  readonly folder: string;
  /** The table of objects; null where no image could be predicted. */
  readonly objects: string | null;
  /** Every page that was predicted. */
  readonly images: readonly PredictedPage[];
  /** What could not be predicted. */
  readonly failures: readonly PredictionFailure[];
  /**
   * The file names of images that an earlier prediction in this folder was to predict when it was cut off, and that
   * were not among those of this one: their masks may be old or new, and no table speaks of them.
   */
  readonly unfinished: readonly string[];
}

/** One page of an image, and what was written for it. */
export interface PredictedPage {
  /** The file. */
  readonly image: string;
  /** From 1. */
  readonly page: number;
  /** The file of its mask. */
  readonly mask: string;
  /** The picture of the mask on the image, where it was asked for. */
  readonly overlay: string | null;
  /** How sure the model is, 0 to 1, over all pixels. */
  readonly meanProbability: number;
  /** The share of what was found that the model expects to be wrong, 0 to 1: high where a label would help most. */
  readonly expectedError: number;
  /** What was found of each class but the background. */
  readonly classes: readonly PredictedClass[];
}

/** An image or a page that could not be predicted. */
export interface PredictionFailure {
  /** The file. */
  readonly image: string;
  /** From 1; null where the whole file could not be read. */
  readonly page: number | null;
  /** What is wrong, in a sentence that names the file. */
  readonly message: string;
}

/** How much of a class was found on a page. */
export interface PredictedClass {
  /** Of the class. */
  readonly name: string;
  /** How many. */
  readonly objects: number;
  /** Of all of them, in pixels. */
  readonly area: number;
}

/** How far it is. */
export interface PredictProgress {
  /** How much of it is done. */
  readonly done: number;
  /** How much there is to do. */
  readonly total: number;
}

/** Which model and which images. */
export interface ModelFitParams {
  /** The full path of the model's folder. */
  readonly model: string;
  /** Full paths, as they are to be predicted. */
  readonly inputs: readonly string[];
  /** Whether a dataset's labelled images are meant too. */
  readonly includesLabelled: boolean;
}

/** What differs between images and those that a model was trained on. */
export interface ModelFitResult {
  /** A sentence each for people; empty where nothing does. */
  readonly differences: readonly string[];
}

/** Which prediction is to be finished. */
export interface FinishParams {
  /** The full path of the model's folder. */
  readonly model: string;
  /** The full path of a dataset, or of a folder of images. */
  readonly folder: string;
}

/** Whose predictions are meant. */
export interface PredictionsParams {
  /** The full path of the model's folder. */
  readonly model: string;
  /** The full path of a dataset, or of a folder of images. */
  readonly folder: string;
}

/** What a model has predicted in a folder. */
export interface Predictions {
  /** The full path of the folder with the masks and tables. */
  readonly folder: string;
  /** The model's classes in the order of the mask values. */
  readonly classes: readonly SegClass[];
  /** Every image that has a predicted mask, in the order of their names. */
  readonly images: readonly PredictedItem[];
  /** What a prediction left undone whose program was killed; null: nothing. */
  readonly cutOff: CutOffPrediction | null;
}

/** An image, or a page of one, that was predicted. */
export interface PredictedItem {
  /** What names its mask: the stem, of a stack with the page. */
  readonly name: string;
  /** The full path of the image. */
  readonly file: string;
  /** From 1. */
  readonly page: number;
  /** The full path of the predicted mask. */
  readonly mask: string;
  /** The full path of the label, where there is one. */
  readonly label: string | null;
  /** The share of what it found that the model expects to be wrong, 0 to 1; null where no table has it. */
  readonly expectedError: number | null;
  /** What was found of each class but the background; empty where no table has it. */
  readonly found: readonly PredictedClass[];
  /** How well it fits the label; null where there is none that fits. */
  readonly scores: LabelFit | null;
  /** Whether the model learned from it, at whatever time. */
  readonly learned: LearnedFrom;
  /** Whether the model has learned more since. */
  readonly isOutdated: boolean;
}

/** What was not predicted when a program was killed. */
export interface CutOffPrediction {
  /** How many images are still to be predicted; their masks may be old or new. */
  readonly left: number;
  /** How many it was to predict. */
  readonly total: number;
}

/** How well a prediction fits a label. */
export interface LabelFit {
  /** Over the classes that label or prediction have; 0 to 1. */
  readonly meanIou: number;
  /** Of each class; null where neither label nor prediction has it. */
  readonly ious: readonly (number | null)[];
  /** Of each class, likewise. */
  readonly dices: readonly (number | null)[];
}

/** Whether a model learned from an image, which makes its scores better than on new ones. */
export type LearnedFrom = "no" | "yes" | "unknown";

/** Which objects are meant. */
export interface ObjectsParams {
  /** The full path of the model's folder. */
  readonly model: string;
  /** The full path of a dataset, or of a folder of images. */
  readonly folder: string;
  /** The full path of the image. */
  readonly file: string;
  /** From 1. */
  readonly page: number;
}

/** The objects of an image. */
export interface ObjectList {
  /** The full path of the table that has them, and those of other images. */
  readonly table: string;
  /** In the order of the table. */
  readonly objects: readonly SegmentedObject[];
}

/**
 * A connected region of one class (8-connectivity: pixels that touch at a corner belong together). Positions are in
 * pixels from the centre of the image's upper left pixel, as scikit-image's `regionprops` has them.
 */
export interface SegmentedObject {
  /** The index of its class, from 1. */
  readonly class: number;
  /** In pixels. */
  readonly area: number;
  /** The mean column of its pixels. */
  readonly centroidX: number;
  /** The mean row of its pixels. */
  readonly centroidY: number;
  /** The first column it touches. */
  readonly left: number;
  /** The first row it touches. */
  readonly top: number;
  /** How many columns it spans. */
  readonly width: number;
  /** How many rows it spans. */
  readonly height: number;
  /** Of the image as it was read, over its pixels and their channels. */
  readonly meanIntensity: number;
  /** How sure the model is of the class, 0 to 1, over its pixels. */
  readonly meanProbability: number;
}

/** Which picture of what a model thinks is wanted. */
export interface MapParams {
  /** The full path of the model's folder. */
  readonly model: string;
  /** The full path of an image. */
  readonly file: string;
  /** From 1. */
  readonly page: number;
  /** The class whose probability is wanted; null: how unsure the model is, which is the entropy of all. */
  readonly shown: number | null;
  /** The full path of a folder to write into; it is made if needed, and kept from growing without end. */
  readonly folder: string;
}

/** Which dataset's unlabelled images are ranked, and by which model. */
export interface RankParams {
  /** The full path of the model's folder. */
  readonly model: string;
  /** The full path of the dataset. */
  readonly folder: string;
}

/** The ranking that was made last in a dataset. */
export interface Ranking {
  /** The name of the model that it was made with; empty where there is none. */
  readonly model: string;
  /** Those that are still not labelled, the most useful first. */
  readonly images: readonly RankedItem[];
}

/** An unlabelled image and why it has its place. */
export interface RankedItem {
  /** The file name without its ending. */
  readonly stem: string;
  /** The full path of the image. */
  readonly file: string;
  /** The share of what the model finds there that it expects to be wrong, 0 to 1. */
  readonly expectedError: number;
  /** How far it is from the nearest image that is labelled or comes before it; 0 to 1. */
  readonly difference: number;
  /** The stem of that image; null where there is none. */
  readonly nearest: string | null;
}

/** Whose layers are wanted. */
export interface LayersParams {
  /** A model and an image. */
  readonly of: Inspected;
}

/** What is inspected: a model and an image, both of one dataset. */
export interface Inspected {
  /** The full path of the dataset. */
  readonly dataset: string;
  /** The name of a model of it. */
  readonly model: string;
  /** The stem of an image of it. */
  readonly image: string;
  /** The full path of a folder to write pictures into; it is made if needed, and kept from growing without end. */
  readonly folder: string;
}

/** The layers of a model and what they make of an image. */
export interface LayersResult {
  /** The model's, in the order of the mask values. */
  readonly classes: readonly SegClass[];
  /** Of the image, in pixels. */
  readonly width: number;
  /** Of the image, in pixels. */
  readonly height: number;
  /** In the order of the forward pass; the last is the head. */
  readonly layers: readonly LayerShape[];
  /** Which encoder layers feed which decoder layers beside the way through the bottom. */
  readonly skips: readonly SkipConnection[];
  /** The name of the encoder's last layer. */
  readonly bottleneck: string;
  /** What the model predicts: the class of each pixel. */
  readonly mask: RenderResult;
  /**
   * The strongest channels of each layer as tiles one below the other, as many of each layer, in the order of the
   * layers; of a layer with fewer, its last is repeated.
   */
  readonly thumbnails: RenderResult;
  /** How many tiles there are of each layer. */
  readonly thumbnailsEach: number;
}

/** One layer of a network. */
export interface LayerShape {
  /** The path of its module, such as `encoder.layer4.1`. */
  readonly name: string;
  /** What it does, for people. */
  readonly kind: string;
  /** Which half it belongs to. */
  readonly part: LayerPart;
  /** How many pixels of the image one pixel of its result spans in each direction. */
  readonly stride: number;
  /** Of its result. */
  readonly channels: number;
  /** Of its result for this image. */
  readonly height: number;
  /** Of its result for this image. */
  readonly width: number;
  /** How many numbers in it are learned. */
  readonly parameters: number;
}

/** A feature map of the encoder that the decoder takes in beside what comes from below. */
export interface SkipConnection {
  /** The name of the layer that makes it. */
  readonly from: string;
  /** The name of the layer that takes it in. */
  readonly to: string;
}

/** Where in a U-Net a layer is. */
export type LayerPart = "encoder" | "decoder" | "head";

/** Whose channels are wanted. */
export interface ChannelsParams {
  /** A model and an image. */
  readonly of: Inspected;
  /** The name of a layer. */
  readonly layer: string;
  /** The class that the channels' importance is for: for all pixels predicted as it; null: for none. */
  readonly class: number | null;
}

/** The channels of a layer. */
export interface ChannelsResult {
  /** In their order in the layer. */
  readonly channels: readonly ChannelFigures[];
}

/** What a channel of a layer does for one image, in the layer's own unit. */
export interface ChannelFigures {
  /** How strongly it responds: the mean of its absolute values. */
  readonly strength: number;
  /** How much it differs over the image. */
  readonly variance: number;
  /** Its smallest value. */
  readonly least: number;
  /** Its largest value. */
  readonly greatest: number;
  /**
   * How much of a score it makes, to first order: the sum of its values, each times the score's gradient there
   * (Molchanov et al. 2017, arXiv:1611.06440); below 0 it speaks against. Null where no score was asked for.
   */
  readonly importance: number | null;
}

/** Which channels are wanted as small pictures. */
export interface ChannelTilesParams {
  /** A model and an image. */
  readonly of: Inspected;
  /** The name of a layer. */
  readonly layer: string;
  /** From 0; at most 256. */
  readonly channels: readonly number[];
  /** What their values stand for. */
  readonly contrast: ChannelContrast;
  /** The longer side of each picture, 8 to 256 pixels. */
  readonly side: number;
}

/** What 0 and 255 stand for in the picture of a channel: its own smallest and largest value, or the layer's. */
export type ChannelContrast = "each" | "shared";

/** Which channel is wanted at the size of the image. */
export interface ChannelParams {
  /** A model and an image. */
  readonly of: Inspected;
  /** The name of a layer. */
  readonly layer: string;
  /** From 0. */
  readonly channel: number;
  /** What its values stand for. */
  readonly contrast: ChannelContrast;
}

/** Which heatmap is wanted. */
export interface HeatmapParams {
  /** A model and an image. */
  readonly of: Inspected;
  /** What it shows. */
  readonly method: HeatmapMethod;
  /** The name of the layer that a method looks at; null: the encoder's last. */
  readonly layer: string | null;
  /** What is explained; of a probability only the class counts, Eigen-CAM asks for none. */
  readonly target: ExplainedTarget;
}

/** What is to be explained: why pixels are, or are not, of a class. */
export interface ExplainedTarget {
  /** The index of the class. */
  readonly class: number;
  /** Which pixels. */
  readonly kind: TargetKind;
  /** As many as the kind says. */
  readonly points: readonly ImagePoint[];
}

/** Which pixels are to be explained. */
export type TargetKind = "class" | "object" | "region" | "pixel";

/** A place on the image in pixels; 0, 0 is its upper left corner. */
export interface ImagePoint {
  /** To the right. */
  readonly x: number;
  /** Downwards. */
  readonly y: number;
}

/** A heatmap. */
export interface HeatmapResult {
  /** 8-bit gray of the image's size. */
  readonly picture: RenderResult;
  /** What 255 stands for in the method's own unit; 0 where nothing was found. */
  readonly peak: number;
}

/** Which channel's pattern is wanted. */
export interface PatternParams {
  /** A model; the image does not matter. */
  readonly of: Inspected;
  /** The name of a layer. */
  readonly layer: string;
  /** From 0. */
  readonly channel: number;
  /** How many steps are made, 1 to 4096; 512 give a readable picture. */
  readonly steps: number;
  /** Another one gives another picture. */
  readonly seed: number;
}

/** The picture that a channel responds to most. */
export interface PatternResult {
  /** 8-bit, of as many channels as the model's images. */
  readonly picture: RenderResult;
  /** The channel's mean over the layer for the picture. */
  readonly response: number;
  /** The same for even noise. */
  readonly noiseResponse: number;
}

/** Which model is to be reviewed. */
export interface ReviewParams {
  /** The full path of the dataset. */
  readonly dataset: string;
  /** The name of a model of it. */
  readonly model: string;
}

/** What was measured of a model on the labelled images that it knows of, and what would make it better. */
export interface Review {
  /** The model's, in the order of the mask values. */
  readonly classes: readonly SegClass[];
  /** What spoils the measurements themselves comes first; empty where nothing stands out. */
  readonly advice: readonly Advice[];
  /** Of each class on the validation and test images. */
  readonly scores: readonly ClassScores[];
  /** The worst first. */
  readonly images: readonly ReviewedImage[];
  /** What could not be measured, one sentence each. */
  readonly problems: readonly string[];
}

/** What would make a model better, from something that was measured. */
export interface Advice {
  /** What it is about. */
  readonly kind: AdviceKind;
  /** What is the matter, for people. */
  readonly sentence: string;
  /** What was measured, with its numbers. */
  readonly evidence: string;
  /** What to do about it. */
  readonly action: string;
  /** Where it can be seen, the worst first; empty where no image shows it. */
  readonly places: readonly AdvicePlace[];
  /** The pixels in question, by label and prediction; null where it is not about such pixels. */
  readonly cell: ConfusionCell | null;
}

/** What was measured of an image. */
export interface ReviewedImage {
  /** Names the image. */
  readonly stem: string;
  /** What the model used it for. */
  readonly use: ImageUse;
  /** Of all classes but the background; null where there is none of them. */
  readonly meanIou: number | null;
  /** Pixels by labelled class (row) and predicted class (column). */
  readonly confusion: readonly (readonly number[])[];
  /** The objects that it gets wrong, the largest first, at most some. */
  readonly faults: readonly ObjectFault[];
}

/** What advice is about; what spoils the measurements themselves comes first. */
export type AdviceKind =
  | "leak"
  | "swap"
  | "label"
  | "fewExamples"
  | "confusion"
  | "smallObjects"
  | "imageEdges"
  | "focus"
  | "overfitting"
  | "underfitting";

/** Where to look. */
export interface AdvicePlace {
  /** The stem of an image. */
  readonly image: string;
  /** The part in question; null: all of it. */
  readonly region: AdviceRegion | null;
}

/** Pixels by what they are labelled and what they are predicted as. */
export interface ConfusionCell {
  /** The class of the label. */
  readonly labelled: number;
  /** The class of the prediction. */
  readonly predicted: number;
}

/** What a model used an image for. */
export type ImageUse = "train" | "validation" | "test";

/** An object that a model gets wrong. */
export interface ObjectFault {
  /** How. */
  readonly kind: FaultKind;
  /** The class of the label; 0 of a false positive. */
  readonly labelled: number;
  /** The class that most of it is predicted as. */
  readonly predicted: number;
  /** In pixels. */
  readonly area: number;
  /** Where it is. */
  readonly region: AdviceRegion;
}

/** A part of an image, in pixels. */
export interface AdviceRegion {
  /** The first column. */
  readonly left: number;
  /** The first row. */
  readonly top: number;
  /** How many columns. */
  readonly width: number;
  /** How many rows. */
  readonly height: number;
}

/** What is wrong with an object. */
export type FaultKind = "missed" | "wrongClass" | "falsePositive";

/** Which pixels of an image are wanted. */
export interface ErrorsParams {
  /** A model and a labelled image that it knows of. */
  readonly of: Inspected;
  /** Only those of a cell of the confusion matrix; null: all at which label and prediction differ. */
  readonly cell: ConfusionCell | null;
}

/** Of which image it is wanted how unsure the model is. */
export interface UncertaintyParams {
  /** A model and an image. */
  readonly of: Inspected;
}

/** Which model's report is wanted, and where. */
export interface ReportParams {
  /** The full path of the dataset. */
  readonly dataset: string;
  /** The name of a model of it. */
  readonly model: string;
  /** The full path of the HTML file. */
  readonly file: string;
}

/** Whose published weights are wanted. */
export interface WeightsParams {
  /** The name of an encoder. */
  readonly encoder: string;
}

/** Where weights are. */
export interface WeightsFile {
  /** The full path of the file. */
  readonly path: string;
}
