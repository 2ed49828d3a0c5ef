import { element } from "../shared/element";
import { PictureLoader } from "../shared/picture/pictureLoader";
import { cutOffNote } from "./cutOffNote";
import { FrontOfResults } from "./front";
import { Header } from "./header";
import { listen, post } from "./state/host";
import { imageList } from "./images/imageList";
import { Inbox } from "./inbox";
import { followResultKeys } from "./keys";
import { objectSection } from "./objects/objectSection";
import { paneToolbar } from "./panes/paneToolbar";
import { resultPanes } from "./panes/resultPanes";
import { Session } from "./state/session";

const session = new Session();
const grid = resultPanes(session);
const { navigation } = grid;
followResultKeys(session, navigation, grid.element);

const header = new Header(session);
const results = element(
  "div",
  { class: "body" },
  imageList(session),
  element(
    "div",
    { class: "image" },
    cutOffNote(session),
    header.element,
    paneToolbar(session, navigation),
    grid.element,
    objectSection(session, navigation),
  ),
);
const front = new FrontOfResults(results);
const inbox = new Inbox(session, new PictureLoader(document.body.dataset["worker"] ?? ""), {
  opened: () => front.open(session.items.value.length),
  failed: (message) => front.failed(message),
  reported: (message) => header.report(message),
});

document.getElementById("app")?.replaceChildren(front.element, results);
listen({ take: (message) => inbox.take(message), failed: (sentence) => header.report(sentence) });
post({ type: "ready" });
