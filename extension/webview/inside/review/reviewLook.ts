import type { Fetched } from "../../shared/fetched";
import type { LoadedPicture } from "../../shared/picture/pictureLoader";
import type { ReviewSession } from "./reviewSession";

/** Red over what is wrong, the stronger the more of the pixels under one of the screen are. */
export const errorColors = Uint32Array.from({ length: 256 }, (_, level) => ((level * 0.65) << 24) | 0x3c1ee6);

/** What the view shows, in words. */
export function titleOf({ session, review, cell, shown }: ReviewSession): string {
  const image = session.image.value ?? "no image";
  switch (shown.value) {
    case "nothing":
      return image;
    case "uncertainty":
      return `How unsure the model is of ${image}`;
    case "errors": {
      const classes = review.value.state === "there" ? review.value.value.classes : [];
      if (cell.value === null) return `Errors in ${image}`;
      const [labelled, predicted] = [classes[cell.value.labelled]?.name, classes[cell.value.predicted]?.name];
      return `Labelled ${labelled ?? ""}, predicted ${predicted ?? ""} in ${image}`;
    }
  }
}

/** What is to be told over the view; empty: nothing. */
export function noteOf({ session, review, shown }: ReviewSession, overlay: Fetched<LoadedPicture> | null): string {
  const { picture } = session;
  if (picture.value.state === "failed") return picture.value.message;
  if (overlay?.state === "failed") return overlay.message;
  if (picture.value.state === "waiting" || overlay?.state === "waiting") return "Working…";
  const isKnown =
    review.value.state !== "there" || review.value.value.images.some(({ stem }) => stem === session.image.value);
  return isKnown || shown.value !== "errors" ? "" : "The model was neither trained nor measured with this image.";
}
