import { listen, post } from "./host";
import { TrainPanel } from "./panel";

const panel = new TrainPanel();
document.getElementById("app")?.replaceChildren(panel.element);
listen({ take: (message) => panel.take(message), failed: (sentence) => panel.refuse(sentence) });
post({ type: "ready" });
