import { EditableMask } from "../../../shared/label/editableMask";
import type { LabelClass, SuggestedMask, ToLabelView } from "../../../shared/label/messages";
import { patchOf } from "../../../shared/label/patch";
import type { Rect } from "../../../shared/label/rect";
import { fault, listen, post } from "./host";
import type { PictureLoader } from "../../shared/picture/pictureLoader";
import { unpack } from "../../shared/picture/unpack";
import type { Session } from "./session";
import { Strokes } from "./strokes";
import { sentenceOf } from "../../../shared/errorText";

type PictureMessage = Extract<ToLabelView, { type: "picture" }>;
type MaskMessage = Extract<ToLabelView, { type: "mask" }>;

/** The parts of the page that messages speak to besides the session. */
export interface Front {
  loading(): void;
  picture(): void;
  failed(message: string): void;
  classes(classes: readonly LabelClass[] | null): void;
  editClasses(): void;
}

/** What the host says, one message after the other: what follows a mask must not overtake its unpacking. */
export class Inbox {
  #last = Promise.resolve();
  #picture = 0;
  #patches = 0;
  #masks = 0;

  constructor(
    readonly session: Session,
    readonly loader: PictureLoader,
    readonly front: Front,
    readonly redraw: (changed: Rect | "all" | null) => void,
    readonly suggested: (mask: SuggestedMask) => Promise<void>,
    readonly shown: (rect: Rect) => void,
  ) {
    listen({
      take: (message) => (this.#last = this.#last.then(() => this.#take(message)).catch(fault)),
      failed: () => undefined, // VS Code says it, in front of the page
    });
  }

  async #take(message: ToLabelView): Promise<void> {
    const { session, front } = this;
    switch (message.type) {
      case "picture":
        // Not awaited: labels need not wait for a large picture.
        void this.#show(message);
        return;
      case "pictureFailed":
        this.#picture++;
        session.picture.value = null;
        return front.failed(message.message);
      case "mask":
        return this.#mask(message);
      case "state":
        return this.#state(message);
      case "maskProblem":
        session.problem.value = message.problem;
        return;
      case "classes":
        session.setClasses(message.classes, message.list);
        return front.classes(message.classes);
      case "taken":
        session.strokes.value?.take(message.stroke);
        session.waiting.value = session.strokes.value?.waiting ?? 0;
        document.body.dataset["taken"] = String(message.stroke);
        return;
      case "refused":
        this.redraw(session.strokes.value?.drop(message.stroke) ?? null);
        session.waiting.value = session.strokes.value?.waiting ?? 0;
        session.message.value = message.message;
        return;
      case "patch": {
        const strokes = session.strokes.value;
        if (strokes) this.redraw(strokes.patch(patchOf(message.runs, strokes.mask.width)));
        document.body.dataset["patches"] = String(++this.#patches);
        return;
      }
      case "preferences":
        return session.settings.receive(message.preferences);
      case "place":
        session.place.value = message;
        return;
      case "show":
        return this.shown(message.rect);
      case "editClasses":
        return front.editClasses();
      case "suggesting":
        session.asked.value = message.model;
        return;
      case "suggestion":
        return this.suggested(message);
    }
  }

  #state({ state, problem }: Extract<ToLabelView, { type: "state" }>): void {
    const { session } = this;
    if (problem !== null)
      session.message.value = `How far these labels are cannot be read, so they count as in progress: ${problem}.`;
    session.state.value = state;
    document.body.dataset["labels"] = state;
  }

  async #show({ name, source, labelledPage }: PictureMessage): Promise<void> {
    const number = ++this.#picture;
    this.front.loading();
    try {
      const loaded = await this.loader.load(source);
      if (number !== this.#picture) return; // another one has been sent meanwhile
      this.session.name.value = name;
      this.session.labelledPage.value = labelledPage;
      this.session.picture.value = loaded;
      const { width, height } = loaded.picture;
      post({ type: "decoded", width, height });
      this.front.picture();
    } catch (error) {
      if (number !== this.#picture) return;
      this.front.failed(`${name} could not be read: ${sentenceOf(error)}`);
      fault(error);
    }
  }

  async #mask({ width, height, deflated }: MaskMessage): Promise<void> {
    const { strokes, problem } = this.session;
    const mask = new EditableMask(width, height);
    await unpack(new Blob([new Uint8Array(deflated)]), "deflate", mask.values);
    // After a problem the document has what it has: it may have refused strokes that are still open here.
    if (strokes.value && problem.value === null) strokes.value.replace(mask);
    else strokes.value = new Strokes(mask, strokes.value?.sent);
    problem.value = null;
    this.session.waiting.value = strokes.value.waiting;
    this.redraw("all");
    document.body.dataset["masks"] = String(++this.#masks);
  }
}
