import assert from "node:assert/strict";
import { test } from "node:test";
import { encode } from "fast-png";
import { asStored } from "../../../../extension/shared/picture/asStored";
import { turnedJpeg } from "./jpeg";

test("a JPEG that asks to be turned is reported, and asks no more", () => {
  for (const byteOrder of ["II", "MM"] as const)
    for (const orientation of [1, 2, 3, 6, 8]) {
      const found = asStored(turnedJpeg(orientation, byteOrder));
      assert.equal(found.orientation, orientation);
      assert.deepEqual(found.bytes, turnedJpeg(1, byteOrder));
    }
});

test("what is no orientation is not taken for one", () => {
  assert.equal(asStored(turnedJpeg(9)).orientation, 1);
  assert.equal(asStored(Uint8Array.of(0xff, 0xd8)).orientation, 1);
  assert.equal(asStored(new Uint8Array(0)).orientation, 1);
  const whole = turnedJpeg(6);
  for (let length = 0; length < 60; length++) asStored(whole.subarray(0, length));
});

test("a PNG's wish to be turned is reported", () => {
  const png = encode({ width: 1, height: 1, channels: 1, depth: 8, data: Uint8Array.of(7) });
  const tiff = Buffer.from("4d4d002a00000008000101120003000000010008000000000000", "hex");
  const chunk = Buffer.concat([Buffer.from([0, 0, 0, tiff.length]), Buffer.from("eXIf"), tiff, Buffer.alloc(4)]);
  const afterHeader = 33;
  const turned = Buffer.concat([png.subarray(0, afterHeader), chunk, png.subarray(afterHeader)]);
  assert.equal(asStored(turned).orientation, 8);
  assert.equal(asStored(png).orientation, 1);
});

test("of a BMP with alpha the colours are left, as if no bits were alpha", () => {
  const bmp = bmpOfOnePixel();
  assert.equal(bmp.readUInt32BE(66), 0x000000ff);
  const { bytes } = asStored(bmp);
  assert.equal(Buffer.from(bytes).readUInt32BE(66), 0);
  const others = (all: Uint8Array) => [...all].filter((_, i) => i < 66 || i >= 70);
  assert.deepEqual(others(bytes), others(bmp));
});

/** 32 bits, with masks for red, green, blue and alpha (a header of version 4). */
function bmpOfOnePixel(): Buffer {
  const bmp = Buffer.alloc(14 + 108 + 4);
  bmp.write("BM", 0, "latin1");
  bmp.writeUInt32LE(bmp.length, 2);
  bmp.writeUInt32LE(14 + 108, 10);
  bmp.writeUInt32LE(108, 14);
  bmp.writeInt32LE(1, 18);
  bmp.writeInt32LE(1, 22);
  bmp.writeUInt16LE(1, 26);
  bmp.writeUInt16LE(32, 28);
  bmp.writeUInt32LE(3, 30);
  for (const [i, mask] of [0x00ff0000, 0x0000ff00, 0x000000ff, 0xff000000].entries())
    bmp.writeUInt32LE(mask, 54 + i * 4);
  bmp.set([50, 100, 200, 3], 122);
  return bmp;
}
