import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { EditableMask } from "../../../../extension/shared/label/editableMask";
import { patchOf, type Patch } from "../../../../extension/shared/label/patch";
import type { Stroke } from "../../../../extension/shared/label/stroke";
import { Strokes } from "../../../../extension/webview/label/state/strokes";
import { brushes, strokes } from "./strokes";

const size = { width: 12, height: 9 };

/** A view and a document that hear of each other late, in the order in which each has spoken. */
class Editor {
  readonly view = new Strokes(new EditableMask(size.width, size.height));
  readonly document = new EditableMask(size.width, size.height);
  readonly #toDocument: { readonly number: number; readonly stroke: Stroke }[] = [];
  readonly #toView: (() => void)[] = [];
  readonly #inverses: Patch[] = [];

  draw(stroke: Stroke): void {
    this.view.discard();
    this.view.draft(stroke);
    const number = this.view.finish(stroke);
    if (number !== null) this.#toDocument.push({ number, stroke });
  }

  takeNext(): void {
    const next = this.#toDocument.shift();
    if (!next) return;
    this.#inverses.push(this.document.apply(next.stroke));
    this.#toView.push(() => this.view.take(next.number));
  }

  /** The document does not take the next stroke. */
  refuseNext(): void {
    const next = this.#toDocument.shift();
    if (next) this.#toView.push(() => void this.view.drop(next.number));
  }

  undo(): void {
    const inverse = this.#inverses.pop();
    if (!inverse) return;
    this.document.replace(inverse);
    this.#toView.push(() => void this.view.patch(patchOf(inverse.runs, size.width)));
  }

  reload(): void {
    this.document.values.fill(2, 20, 60);
    const values = this.document.values.slice();
    this.#toView.push(() => this.view.replace(new EditableMask(size.width, size.height, values)));
  }

  hear(): void {
    this.#toView.shift()?.();
  }

  settle(): void {
    this.view.discard();
    while (this.#toDocument.length > 0) this.takeNext();
    while (this.#toView.length > 0) this.hear();
  }
}

const action: fc.Arbitrary<(editor: Editor) => void> = fc.oneof(
  strokes(size).map((stroke) => (editor: Editor) => editor.draw(stroke)),
  brushes(size).map((part) => (editor: Editor) => void editor.view.draft(part)),
  fc.constantFrom<((editor: Editor) => void)[]>(
    (editor) => editor.takeNext(),
    (editor) => editor.undo(),
    (editor) => editor.refuseNext(),
    (editor) => editor.hear(),
    (editor) => editor.hear(),
    (editor) => editor.reload(),
    (editor) => void editor.view.discard(),
  ),
);

test("however strokes and changes by the document cross each other, view and document end with the same labels", () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
      const editor = new Editor();
      for (const act of actions) act(editor);
      editor.settle();
      assert.deepEqual(editor.view.mask.values, editor.document.values);
    }),
    { numRuns: 500 },
  );
});

test("what is reported as changed covers what has changed", () => {
  fc.assert(
    fc.property(
      fc.array(strokes(size), { maxLength: 5 }),
      fc.array(brushes(size), { maxLength: 3 }),
      (drawn, parts) => {
        const view = new Strokes(new EditableMask(size.width, size.height));
        for (const stroke of drawn) draw(view, stroke);
        for (const part of parts) view.draft(part);
        const before = view.mask.values.slice();
        const changed = view.patch(patchOf(Uint32Array.of(30, 8, 7), size.width));
        assert.ok(changed);
        before.forEach((value, pixel) => {
          const [x, y] = [pixel % size.width, Math.floor(pixel / size.width)];
          const isInside =
            x >= changed.x && y >= changed.y && x < changed.x + changed.width && y < changed.y + changed.height;
          if (!isInside) assert.equal(view.mask.values[pixel], value);
        });
      },
    ),
  );
});

test("a stroke that changes nothing has no number", () => {
  const view = new Strokes(new EditableMask(4, 4));
  const dot = { kind: "brush", points: Float32Array.of(1.5, 1.5), radius: 0.5, value: 1, keepsLabels: false } as const;
  assert.equal(draw(view, dot), 1);
  assert.equal(draw(view, dot), null);
  assert.equal(draw(view, { ...dot, value: 2 }), 2);
});

test("the parts of a brush stroke, drawn one after the other, are the whole stroke", () => {
  fc.assert(
    fc.property(
      fc.array(strokes(size), { maxLength: 4 }),
      brushes(size),
      fc.array(fc.nat({ max: 7 })),
      (before, stroke, cuts) => {
        const view = new Strokes(new EditableMask(size.width, size.height));
        for (const each of before) draw(view, each);
        const whole = new EditableMask(size.width, size.height, view.mask.values.slice());
        whole.apply(stroke);
        const count = stroke.points.length / 2;
        const ends = [...new Set([0, ...cuts.filter((cut) => cut < count), count - 1])].sort((a, b) => a - b);
        ends.forEach((end, i) => {
          const points = stroke.points.slice((ends[i - 1] ?? end) * 2, (end + 1) * 2);
          if (count > 0) view.draft({ ...stroke, points });
        });
        view.finish(stroke);
        assert.deepEqual(view.mask.values, whole.values);
      },
    ),
  );
});

function draw(view: Strokes, stroke: Stroke): number | null {
  view.draft(stroke);
  return view.finish(stroke);
}
