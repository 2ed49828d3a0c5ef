import { element } from "../shared/element";
import { PanePointer } from "../shared/panePointer";
import { PictureLoader } from "../shared/picture/pictureLoader";
import { PictureNavigation } from "../shared/pictureNavigation";
import { Client } from "./client";
import { FrontOfInside } from "./front";
import { Header } from "./header";
import { fault, listen, post } from "./host";
import { Inbox } from "./inbox";
import { followKeys } from "./keys";
import { networkTab } from "./networkTab";
import { Overlays } from "./overlays";
import { reviewTabs } from "./review/reviewTabs";
import { savePicture } from "./savePicture";
import { Session } from "./session";
import { tabs } from "./tabs";
import { TargetPointer } from "./views/targetPointer";
import { ViewGrid } from "./views/viewGrid";

window.addEventListener("error", ({ error, message }) => fault(error ?? message));
window.addEventListener("unhandledrejection", ({ reason }) => fault(reason));

const session = new Session();
const client = new Client(new PictureLoader(document.body.dataset["worker"] ?? ""));
const grid = new ViewGrid(session, () => overlays.cancel());
const navigation = new PictureNavigation(session, () => grid.screen);
grid.onResize((before) => navigation.resized(before));
const target = new TargetPointer(grid, session);
new PanePointer(grid, session, navigation);
const cancel = () => {
  target.cancel();
  overlays.cancel();
};
const save = () => void savePicture(grid, session);
followKeys({ session, navigation, views: grid.element, cancel, save });

const review = reviewTabs(session, client);
const { bar, panels } = tabs(session, [
  { name: "network", title: "Network", element: networkTab({ session, client, grid, navigation, save }) },
  ...review.tabs,
]);
const header = new Header(session, bar);
const inside = element("div", { class: "inside" }, header.element, panels);
const front = new FrontOfInside(session, inside);
const inbox = new Inbox(session, client, {
  opened: () => front.open(session.subject.value.images.length),
  failed: (message) => front.failed(message),
  told: (message) => header.tell(message),
  labelled: () => review.renew(),
});
const overlays = new Overlays(session, client);

document.getElementById("app")?.replaceChildren(front.element, inside);
listen((message) => inbox.take(message));
post({ type: "ready" });
