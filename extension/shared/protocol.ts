// Made from the records and handlers in server/Seg.Server/Rpc; do not edit. A test tells how to renew it.

/** Raised with every change that an older end would not understand. */
export const protocolVersion = 1;

/** The number of an error that a user can act on; its message is a sentence, its data an {@link ErrorData}. */
export const userError = -32000;

/** The number of the answer to a request that was cancelled. */
export const cancelled = -32800;

/**
 * While a dataset's folder has this file, a change of its classes was cut off: masks and `seg.json` do not fit each
 * other, and nothing may be saved there. `dataset/read` finishes the change.
 */
export const unfinishedClasses = ".seg-reclass.json";

/** Goes with an error that a user can act on. */
export interface ErrorData {
  /** A stable name, such as `image.unreadable`. */
  readonly code: string;
}

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
  /** Writes the values of a picture to a file that the label editor reads. */
  readonly "image/render": { readonly params: RenderParams; readonly result: RenderResult };
}

/** The names of the requests. */
export const methods = {
  sessionHello: "session/hello",
  datasetRead: "dataset/read",
  datasetCreate: "dataset/create",
  datasetClasses: "dataset/classes",
  imageRender: "image/render",
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
  /** Whether there is a mask. */
  readonly isLabelled: boolean;
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
   * the one that it is in; the answer tells which became the dataset.
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
   * The full path of the file: gzip over little-endian values as in the image, lines from top to bottom, channels
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
}

/** How a value of a picture is stored. */
export type PixelType = "uint8" | "uint16" | "float32";
