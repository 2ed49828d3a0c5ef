import assert from "node:assert/strict";
import test from "node:test";
import { naturalOrder } from "../../../../extension/shared/naturalOrder";

/** The same names stand in NaturalOrderTests.cs, since both sides must sort alike. */
const ordered = [
  "",
  "Bild ä",
  "a01_z_-2.5",
  "a01_z_-4.75",
  "a01_z_2.75",
  "a2",
  "a02x",
  "img",
  "img01",
  "img1",
  "img1b",
  "img2",
  "img10",
  "img99999999999999999998",
  "img99999999999999999999",
  "img100000000000000000000",
  "imh1",
  "ä 2",
  "a\u0308 10",
];

test("numbers in names are counted", () => {
  for (const [i, a] of ordered.entries())
    for (const [j, b] of ordered.entries()) assert.equal(Math.sign(naturalOrder(a, b)), Math.sign(i - j), `${a}, ${b}`);
});
