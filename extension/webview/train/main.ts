import { fault, listen, post } from "./host";
import { TrainPanel } from "./panel";

window.addEventListener("error", ({ error, message }) => fault(error ?? message));
window.addEventListener("unhandledrejection", ({ reason }) => fault(reason));

const panel = new TrainPanel();
document.getElementById("app")?.replaceChildren(panel.element);
listen((message) => panel.take(message));
post({ type: "ready" });
