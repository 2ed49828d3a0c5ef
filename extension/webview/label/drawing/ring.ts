import { toScreen } from "../../../shared/view/viewport";
import type { HeldKeys } from "./heldKeys";
import type { Session } from "../state/session";
import type { Surface } from "./surface";

/** In CSS pixels; a smaller ring would not be seen, and the mouse's own cross is shown instead. */
const smallest = 6;

/** A ring in the size of the brush goes with the pointer; and the pointer looks like what it does. */
export function followPointer(session: Session, surface: Surface, held: HeldKeys): void {
  const { element: stage, ring } = surface;
  let width = 0;
  const place = () => {
    const hover = session.hover.value;
    const { tool } = session.preferences;
    const isShown = hover !== null && session.canDraw && (tool === "brush" || tool === "eraser") && width >= smallest;
    ring.hidden = !isShown;
    if (!isShown) return;
    const { x, y } = toScreen(session.viewport.value, hover.x, hover.y);
    const [left, top] = [x, y].map((at) => at / surface.ratio - width / 2);
    ring.style.transform = `translate(${left}px, ${top}px)`;
  };
  const resize = () => {
    width = (session.preferences.brushRadius * 2 * session.viewport.value.scale) / surface.ratio;
    ring.style.width = ring.style.height = `${width}px`;
    stage.toggleAttribute("data-ring", width >= smallest);
    place();
  };
  session.hover.follow(place);
  session.viewport.follow(resize);
  session.settings.now.follow(({ tool }) => {
    stage.dataset["tool"] = tool;
    resize();
  });
  held.space.follow((isHeld) => stage.toggleAttribute("data-space", isHeld));
  held.alt.follow((isHeld) => stage.toggleAttribute("data-erasing", isHeld));
}
