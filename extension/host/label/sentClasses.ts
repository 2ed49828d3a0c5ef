import { sameNames } from "./classNames";

/**
 * The lists of classes that a page has been sent, each with a number that the page says with its strokes: one that is
 * on its way while the classes change was drawn with those before, and its values stand for these.
 */
export class SentClasses {
  /** From the one on that the page was last seen to draw with. */
  private readonly lists = new Map<number, readonly string[]>();
  private latest = 0;

  /** Notes that these names are sent; gives their number, which is another one only where they are others. */
  send(names: readonly string[]): number {
    const before = this.lists.get(this.latest);
    if (!before || !sameNames(before, names)) this.lists.set(++this.latest, names);
    return this.latest;
  }

  /** The names that a stroke was drawn with. The page has drawn with none before these any more: strokes keep their order. */
  drawnWith(number: number): readonly string[] {
    const names = this.lists.get(number);
    if (!names) throw new Error(`No classes of the number ${number} were sent.`);
    for (const each of this.lists.keys()) if (each < number) this.lists.delete(each);
    return names;
  }
}
