import type { Session } from "./session";
import type { ViewGrid } from "./views/viewGrid";
import { sendPng, wholePicture } from "./wholePicture";

/** Saves what the first view shows. */
export async function savePicture({ painting }: ViewGrid, session: Session): Promise<void> {
  const { picture, image, subject, viewport } = session;
  if (picture.value.state !== "there") return;
  const whole = wholePicture(viewport, picture.value.value.picture, [
    (layer, all) => painting.picture(layer, all),
    (layer, all) => painting.overlay(layer, all, 0),
    (layer, all) => painting.outlines(layer, all, 0),
  ]);
  await sendPng(whole, `${image.value} ${subject.value.model} ${painting.title(0)}`);
}
