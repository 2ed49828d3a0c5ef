import { element } from "../shared/element";
import { PictureLoader } from "../shared/picture/pictureLoader";
import { Client } from "./state/client";
import { FrontOfInside } from "./front";
import { Header } from "./header";
import { listen, post } from "./state/host";
import { Inbox } from "./inbox";
import { followInsideKeys } from "./keys";
import { networkTab } from "./networkTab";
import { Overlays } from "./overlays";
import { reviewTabs } from "./reviewTabs";
import { saveView } from "./state/savePicture";
import { Session } from "./state/session";
import { tabs } from "./tabs";
import { Painting } from "./views/painting";
import { TargetPointer } from "./views/targetPointer";
import { viewPanes } from "./views/viewPanes";

const session = new Session();
const client = new Client(new PictureLoader(document.body.dataset["worker"] ?? ""));
const painting = new Painting(session);
const grid = viewPanes(session, painting, () => overlays.cancel());
const target = new TargetPointer(grid, painting, session);
const cancel = () => {
  target.cancel();
  overlays.cancel();
};
const save = () => void saveFirstView();
followInsideKeys({ session, grid, cancel, save });

async function saveFirstView(): Promise<void> {
  const { picture, image, subject, viewport } = session;
  if (picture.value.state !== "there") return;
  await saveView(
    viewport,
    picture.value.value.picture,
    [
      (layer, all) => painting.picture(layer, all),
      (layer, all) => painting.overlay(layer, all, 0),
      (layer, all) => painting.outlines(layer, all, 0),
    ],
    `${image.value} ${subject.value.model} ${painting.title(0)}`,
  );
}

const review = reviewTabs(session, client);
const { bar, panels } = tabs(session, [
  { name: "network", title: "Network", element: networkTab({ session, client, grid, save }) },
  ...review.tabs,
]);
const header = new Header(session, bar);
const inside = element("div", { class: "inside" }, header.element, panels);
const front = new FrontOfInside(session, inside);
const inbox = new Inbox(session, client, {
  opened: () => front.open(session.subject.value.images.length),
  failed: (message) => front.failed(message),
  reported: (message) => header.report(message),
  labelled: () => review.renew(),
});
const overlays = new Overlays(session, client);

document.getElementById("app")?.replaceChildren(front.element, inside);
listen({ take: (message) => inbox.take(message), failed: (sentence) => header.report(sentence) });
post({ type: "ready" });
