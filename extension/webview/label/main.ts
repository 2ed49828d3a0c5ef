import type { Rect } from "../../shared/label/rect";
import { commandGroups } from "./keyboard/commands";
import { Digits } from "./keyboard/digits";
import { HeldKeys } from "./drawing/heldKeys";
import { post } from "./state/host";
import { Inbox } from "./state/inbox";
import { KeyboardCursor } from "./keyboard/keyboardCursor";
import { Keys } from "./keyboard/keys";
import { Navigation } from "./drawing/navigation";
import { classList } from "./page/classList";
import { element } from "../shared/element";
import { giveFocusBack } from "./page/focus";
import { FrontOfPicture } from "./page/front";
import { helpSheet } from "./page/help";
import { pageNotice } from "./page/pageNotice";
import { statusLine, turningNotice } from "./page/statusLine";
import { suggestionBar } from "./page/suggestionBar";
import { toolbar } from "./page/toolbar";
import { viewPanel } from "./page/viewPanel";
import { Paper } from "./tools/paper";
import { Pen } from "./drawing/pen";
import { PictureLoader } from "../shared/picture/pictureLoader";
import { Pointer } from "./drawing/pointer";
import { followPointer } from "./drawing/ring";
import { Review } from "./drawing/review";
import { Session } from "./state/session";
import { Settings } from "./state/settings";
import { Surface } from "./drawing/surface";
import { makeTools } from "./tools/tools";

const session = new Session(new Settings());
const surface = new Surface(session);
const navigation = new Navigation(session, () => surface.screen);
surface.onResize(() => navigation.resized());
const paper = new Paper(session, surface.redrawLabels);
const redraw = (changed: Rect | "all" | null) => (changed === "all" ? surface.redraw() : surface.redrawLabels(changed));
const review = new Review(session, paper, redraw);
const pen = new Pen(session, makeTools(paper, surface.sketch), review);
const held = new HeldKeys();

const cursor = new KeyboardCursor(session, surface, navigation, pen);
const groups = commandGroups(session, navigation, () => help.showModal());
const help = helpSheet(groups);
new Pointer(surface, session, navigation, pen, held);
new Keys(groups, surface.element, pen, cursor, new Digits(session), held);
followPointer(session, surface, held);
const title = element("h1", { class: "spoken" });
session.name.follow((name) => {
  title.textContent = `Label ${name}`;
  surface.element.setAttribute("aria-label", `Picture ${name}. Arrow keys move a cursor, Enter draws there.`);
});

const spoken = element("div", { class: "spoken", role: "status", "aria-live": "polite" });
session.spoken.follow((sentence) => (spoken.textContent = sentence));
const panel = viewPanel(session, navigation);
const bar = toolbar(session, panel, () => help.showModal());
const side = classList(session, () => front.editClasses());
const front: FrontOfPicture = new FrontOfPicture(session, [bar, side, surface.element], () => surface.element.focus());
const suggestion = suggestionBar(session, review);
const view = element("div", { class: "view" }, surface.element, front.progress, front.element, panel, suggestion);
document
  .getElementById("app")
  ?.replaceChildren(
    title,
    bar,
    element("div", { class: "body" }, side, view),
    pageNotice(session),
    turningNotice(session),
    statusLine(session),
    help,
    spoken,
  );
giveFocusBack(surface.element);

const loader = new PictureLoader(document.body.dataset["worker"] ?? "");
const shown = (rect: Rect) => navigation.show(rect);
new Inbox(session, loader, front, redraw, (mask) => review.open(mask), shown);
post({ type: "ready" });
